import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Longer than any start on a machine that is busy. */
const START_MS_MAX = 30_000;
const OPEN = /http:\/\/[^/]*:(\d+)\//;

interface Parts {
  /** What comes before the options: the program and its command. */
  readonly command: readonly string[];
  readonly folder: string;
  /** Further options, as typed. */
  readonly options: readonly string[];
  /** It ended though nobody killed it. */
  readonly onEnded: (error: Error) => void;
}

/** A real server in a process of its own, that is started again and again on the same data and port. */
export class ServerProcess {
  readonly #parts: Parts;
  #port = 0;
  #child: ChildProcess | null = null;
  #isOver = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/ws`;
  }

  /** Resolves when it accepts connections; rejects with what it said if it does not. */
  async start(): Promise<void> {
    if (this.#isOver) throw new Error('the torture is over');
    const { command, folder, options, onEnded } = this.#parts;
    const usual = ['--port', `${this.#port}`, '--data', folder, '--limits', 'off', '--log-level', 'error'];
    const child = spawn(process.execPath, [...command, ...usual, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const said: string[] = [];
    let isOpen = false;
    child.stderr.on('data', (text) => said.push(String(text)));
    child.once('exit', (code) => {
      if (isOpen && this.#child === child)
        onEnded(new Error(`the server ended with ${code}: ${said.join('')}`));
    });
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS_MAX);
    for await (const line of createInterface({ input: child.stdout })) {
      const port = OPEN.exec(line)?.[1];
      if (port !== undefined) this.#port = Number(port);
      isOpen = port !== undefined;
      if (isOpen) break;
    }
    clearTimeout(late);
    if (!isOpen) throw new Error(`the server did not start: ${said.join('')}`);
  }

  /** Kills it, and it is not started again. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.kill();
  }

  /** kill -9. Resolves when the process is gone. */
  kill(): Promise<void> {
    return this.#stop('SIGKILL');
  }

  /** Asks it to end, as a machine does that is to be updated. Resolves when it has. */
  terminate(): Promise<void> {
    return this.#stop('SIGTERM');
  }

  /** Stands still from now on, without knowing. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async #stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}
