import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = new URL('../../../', import.meta.url);
/** Under strace everything takes its time. */
const START_MS_MAX = 60_000;
const OPEN = /http:\/\/[^/]*:(\d+)\//;

/** A program that serves, with what is typed before its options. */
export const SERVER = [fileURLToPath(new URL('packages/cli/src/main.ts', REPOSITORY)), 'serve'];
/** The server that acknowledges before the commit. */
export const HASTY_SERVER = [
  fileURLToPath(new URL('packages/cli/src/torture/planted/server.ts', REPOSITORY)),
  'acknowledges-early',
];

interface Options {
  readonly program: readonly string[];
  /** A folder for the store and the trace. */
  readonly folder: string;
  /** What strace is asked to do. */
  readonly expressions: readonly string[];
}

/** A server whose system calls are written down, in order, by strace. */
export class TracedServer implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #traceFile: string;
  /** The exit code, and everything said on the way. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
  readonly url: string;

  /** Resolves when it accepts connections. */
  static async start({ program, folder, expressions }: Options): Promise<TracedServer> {
    const traceFile = join(folder, 'trace');
    const strace = ['-f', '-y', '--seccomp-bpf', '-qq', '-s', '100000', '-o', traceFile];
    const asked = expressions.flatMap((expression) => ['-e', expression]);
    const options = ['--port', '0', '--data', join(folder, 'data'), '--log-level', 'silent'];
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const child = spawn('strace', [...strace, ...asked, process.execPath, ...program, ...options], { env });
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS_MAX);
    let said = '';
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (OPEN.test(said)) break;
    }
    clearTimeout(late);
    const port = OPEN.exec(said)?.[1];
    if (port === undefined) throw new Error('the server did not start under strace');
    return new TracedServer(child, traceFile, Number(port));
  }

  private constructor(child: ChildProcess, traceFile: string, port: number) {
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += String(chunk);
    });
    this.#child = child;
    this.#traceFile = traceFile;
    this.url = `ws://127.0.0.1:${port}/ws`;
    this.ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  }

  /** Asks it to end, and gives what it did. */
  async stop(): Promise<string> {
    this.#signal('SIGTERM');
    await this.ended;
    return await readFile(this.#traceFile, 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal('SIGKILL');
    await this.ended;
  }

  /** To the server itself: strace lets no signal through. */
  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    for (const child of children) if (child !== '') process.kill(Number(child), signal);
  }
}
