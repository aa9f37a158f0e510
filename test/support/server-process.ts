import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { endWithProcess } from './deadline.ts';

/** A server that is not open by then does not start. */
const START_MS_MAX = 20_000;
const TEAHOUSE = fileURLToPath(new URL('../../packages/cli/src/', import.meta.url));
const OPEN = /Teahouse is open at (http:\/\/\S+):(\d+)\//;

export interface ServerOptions {
  /** The folder of the store. */
  readonly data: string;
  /** Without it any port that is free. */
  readonly port?: number;
  /** Further options, as typed. */
  readonly args?: readonly string[];
  /** A module that is loaded into the process before the server is, and may be told things. */
  readonly preload?: string;
}

/** What became of a program that ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `teahouse` with these words; `input` is all it is told. */
export async function runTeahouse(words: readonly string[], input = ''): Promise<Ended> {
  const child = startTeahouse(words);
  child.stdin?.end(input);
  return await ended(child);
}

/** A program of this project in a process of its own. */
export function startTeahouse(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  preload?: string,
): ChildProcess {
  const env = { ...process.env, ...environment, NODE_TEST_CONTEXT: undefined };
  const before = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...before, `${TEAHOUSE}main.ts`, ...words], {
    env,
    stdio: 'pipe',
  });
  child.once(
    'exit',
    endWithProcess(() => child.kill('SIGKILL')),
  );
  return child;
}

/** Resolves when a program has ended, with all that it said. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}

/** A real server in a process of its own. Dispose of it to stop it. */
export class ServerProcess implements AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  /** Where its page is, without a slash at the end. */
  readonly url: string;
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #options: ServerOptions;

  /** Resolves when it accepts connections; rejects if it ends before, with how it ended as the cause. */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const { data, port = 0, args = [], preload } = options;
    const usual = ['--port', String(port), '--data', data, '--log-level', 'error'];
    const child = startTeahouse(['serve', ...usual, ...args], {}, preload);
    const end = ended(child);
    return new ServerProcess(child, end, { ...options, port: await openPort(child, end) });
  }

  private constructor(
    child: ChildProcess,
    end: Promise<Ended>,
    options: ServerOptions & { readonly port: number },
  ) {
    this.#child = child;
    this.#options = options;
    this.ended = end;
    this.pid = child.pid ?? 0;
    this.port = options.port;
    this.url = `http://127.0.0.1:${options.port}`;
  }

  /** The address of a WebSocket on it. */
  webSocket(path: string): string {
    return `ws://127.0.0.1:${this.port}${path}`;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Memory of the process that is in use now. */
  get residentBytes(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
  }

  /** Says something to the module that was loaded into it: a line of JSON. */
  tell(order: object): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  /** Stands still from now on, without knowing, until it is told to go on. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Ends it without a chance to finish anything. */
  async kill9(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks it to end. */
  async stop(): Promise<Ended> {
    this.#child.kill('SIGTERM');
    return await this.ended;
  }

  /** A new server on the same port and store, after this one has ended. */
  async again(): Promise<ServerProcess> {
    await this.ended;
    return await ServerProcess.start({ ...this.#options, port: this.port });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isRunning) await this.kill9();
  }
}

async function openPort(child: ChildProcess, end: Promise<Ended>): Promise<number> {
  const late = setTimeout(() => child.kill('SIGKILL'), START_MS_MAX);
  try {
    return await Promise.race([portSaid(child), end.then(neverOpened)]);
  } finally {
    clearTimeout(late);
  }
}

function portSaid(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = OPEN.exec(said)?.[2];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

function neverOpened(end: Ended): never {
  const { code, stdout, stderr } = end;
  throw new Error(`The server did not open (exit code ${code}):\n${stdout}${stderr}`, { cause: end });
}
