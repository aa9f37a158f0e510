/** A command of the `teahouse` program. It sets the process's exit code itself. */
export interface CliCommand {
  readonly run: (args: readonly string[], environment: NodeJS.ProcessEnv) => Promise<void>;
}

/** Every command, loaded when asked for. */
export const COMMANDS = {
  serve: () => import('./commands/serve.ts'),
  chat: () => import('./commands/chat.ts'),
  doctor: () => import('./commands/doctor.ts'),
  migrate: () => import('./commands/migrate.ts'),
  seed: () => import('./commands/seed.ts'),
  torture: () => import('./commands/torture.ts'),
} as const satisfies Record<string, () => Promise<CliCommand>>;

const ABOUT: Readonly<Record<keyof typeof COMMANDS, string>> = {
  serve: 'run the server',
  chat: 'chat in the terminal',
  doctor: 'check a store for damage',
  migrate: 'move a store from its folder into PostgreSQL',
  seed: 'fill a store with made-up rooms and messages',
  torture: 'kill a server under load, and see that nothing is lost',
};

export function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

export function usage(): string {
  const rows = Object.entries(ABOUT).map(([name, about]) => `  ${name.padEnd(10)}${about}`);
  return ['teahouse COMMAND', '', ...rows, '', 'teahouse COMMAND --help tells more.'].join('\n');
}
