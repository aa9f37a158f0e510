/** What the tests need and npm cannot bring. */
export interface SystemPackage {
  /** Its name in Debian. */
  readonly name: string;
  readonly why: string;
  /** A command that succeeds once it is there. */
  readonly probe: readonly [command: string, ...args: string[]];
  /** What the command must print; absent if it is enough that it succeeds. */
  readonly prints?: RegExp;
}

export const SYSTEM_PACKAGES: readonly SystemPackage[] = [
  { name: 'chromium', why: 'the page is tested in a real browser', probe: ['chromium', '--version'] },
  { name: 'fontconfig', why: 'the browser finds its fonts with it', probe: ['fc-list', '--version'] },
  {
    name: 'fonts-noto-cjk',
    why: 'the browser must be able to draw Chinese',
    probe: ['fc-list', ':lang=zh-cn', 'family'],
    prints: /\S/,
  },
  { name: 'nats-server', why: 'nodes are tested with a real bus', probe: ['nats-server', '--version'] },
  {
    name: 'postgresql',
    why: 'the store is tested with a real database',
    // Debian keeps the servers of all versions side by side, off the path.
    probe: ['sh', '-c', 'command -v initdb || ls /usr/lib/postgresql/*/bin/initdb'],
  },
  { name: 'strace', why: 'a test reads the order of system calls', probe: ['strace', '--version'] },
];

/** A command that was run: its exit code, null if there is no such command, and what it printed. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

export type Run = (command: string, args: readonly string[]) => Ran;

export function missing(packages: readonly SystemPackage[], run: Run): SystemPackage[] {
  return packages.filter(({ probe: [command, ...args], prints = /(?:)/ }) => {
    const { code, output } = run(command, args);
    return code !== 0 || !prints.test(output);
  });
}

/** Installs packages with apt; true if every step succeeded. */
export function installWithApt(names: readonly string[], run: Run): boolean {
  const steps = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
  ];
  return steps.every((args) => run('apt-get', args).code === 0);
}
