import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

/** How long a row may take to be there. */
const UNTIL_MS_MAX = 20_000;

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Its quick way to stop, which ends connections; and the one that is like a crash: nothing is tidied. */
const SIGNALS = { quickly: 'SIGINT', 'at once': 'SIGQUIT' } as const;

/** A real PostgreSQL on a free port of this machine, with a folder of its own. It writes what it answers for. */
export class PostgresServer implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  static async start(...settings: string[]): Promise<PostgresServer> {
    const folder = ownFolder();
    const options = ['-U', 'teahouse', '-A', 'trust', '-E', 'UTF8', '--no-locale'];
    run('initdb', ['-D', join(folder, 'data'), ...options]);
    return new PostgresServer(folder, { port: await freePort(), settings }).#started();
  }

  private constructor(folder: string, { port, settings }: { port: number; settings: readonly string[] }) {
    this.#folder = folder;
    this.port = port;
    this.#settings = settings;
  }

  /** The address of one of its databases. */
  url(database = 'postgres', port = this.port): string {
    return `postgres://teahouse@127.0.0.1:${port}/${database}`;
  }

  /** Runs a statement that stands alone, such as making a database; and then `meanwhile`, on the same connection. */
  async run(
    sql: string,
    database?: string,
    meanwhile = async (): Promise<void> => undefined,
  ): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.url(database) });
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(sql);
      await meanwhile();
      return rows;
    } finally {
      await client.end();
    }
  }

  /** Asks again and again, until there is such a row. */
  async until(sql: string): Promise<void> {
    const endMs = performance.now() + UNTIL_MS_MAX;
    while ((await this.run(sql)).length === 0) {
      if (performance.now() > endMs) throw new Error(`there is no such row: ${sql}`);
    }
  }

  /** Another server that follows this one. */
  async standby(): Promise<PostgresServer> {
    const folder = ownFolder();
    const from = ['-h', '127.0.0.1', '-p', `${this.port}`, '-U', 'teahouse'];
    run('pg_basebackup', ['-D', join(folder, 'data'), ...from, '-R', '-c', 'fast']);
    return new PostgresServer(folder, { port: await freePort(), settings: [] }).#started();
  }

  /** Keeps a dump of a database and loads it into another, which is empty. */
  dump(from: string, to: string): void {
    const file = join(this.#folder, `${from}.dump`);
    run('pg_dump', ['-Fc', '-f', file, '-d', this.url(from)]);
    run('pg_restore', ['-d', this.url(to), file]);
  }

  async stop(how: keyof typeof SIGNALS): Promise<void> {
    const stopping = this.#process;
    if (!stopping) return;
    this.#process = undefined;
    const exited = new Promise((resolve) => stopping.once('exit', resolve));
    stopping.kill(SIGNALS[how]);
    await exited;
  }

  /** kill -9 of all that it consists of, as when its machine is gone. */
  async kill(): Promise<void> {
    const killed = this.#process;
    if (!killed) return;
    this.#process = undefined;
    const exited = new Promise((resolve) => killed.once('exit', resolve));
    const parts = childrenOf(killed.pid ?? 0);
    // First the one that would start what is missing anew.
    killed.kill('SIGKILL');
    for (const pid of parts) endAtOnce(pid);
    await exited;
    while (parts.some(isThere)) await new Promise((resolve) => setImmediate(resolve));
  }

  async startAgain(): Promise<void> {
    await this.#started();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What is thrown away need not be tidied.
    await this.stop('at once');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #started(): Promise<this> {
    const settings = ['max_connections=200', 'lc_messages=C', ...this.#settings].flatMap((it) => ['-c', it]);
    const where = [
      '-D',
      join(this.#folder, 'data'),
      '-p',
      `${this.port}`,
      '-h',
      '127.0.0.1',
      '-k',
      this.#folder,
    ];
    const child = spawn(program('postgres'), [...where, ...settings], {
      stdio: ['ignore', 'ignore', 'pipe'],
      ...accountToRunAs(),
    });
    this.#process = child;
    const end = () => child.kill(SIGNALS['at once']);
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    await ready(child);
    return this;
  }
}

/** It says so in its log, which is read to its end, so that it never waits for us. */
function ready({ stderr }: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const said: string[] = [];
  const lines = createInterface({ input: stderr as NonNullable<typeof stderr> });
  lines.on('line', (line) => {
    if (said.length < 100) said.push(line);
    if (/ready to accept/.test(line)) resolve();
  });
  lines.once('close', () => reject(new Error(`PostgreSQL did not start:\n${said.join('\n')}`)));
  return promise;
}

function childrenOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.trim().split(' ').filter(Boolean).map(Number);
}

/** It may have ended by itself. */
function endAtOnce(pid: number): void {
  if (isThere(pid)) process.kill(pid, 'SIGKILL');
}

/** Whether it runs. What has ended, and waits for somebody to take note, does not. */
function isThere(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function run(name: string, options: readonly string[]): void {
  execFileSync(program(name), options, { stdio: 'pipe', ...accountToRunAs() });
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'teahouse-postgres-'));
  const account = accountToRunAs();
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

/** Of the newest version that is installed. Debian does not put servers on the path. */
function program(name: string): string {
  const found = globSync(`/usr/lib/postgresql/*/bin/${name}`).sort((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  return found.at(-1) ?? name;
}

/** PostgreSQL does not run as root. */
function accountToRunAs(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    server.close(() => resolve(port));
  });
  return promise;
}
