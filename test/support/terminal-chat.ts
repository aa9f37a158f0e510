import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Ended, ended, startTeahouse } from './server-process.ts';

/** `teahouse chat` with a test at the other end of its pipes. */
export class TerminalChat implements Disposable {
  readonly ended: Promise<Ended>;
  /** Lines of the conversation, and of what the program says about it, as they came. */
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, identity: string, { words = [] as readonly string[], language = 'C' } = {}) {
    const environment = { LC_ALL: language, TZ: 'UTC' };
    this.#child = startTeahouse(['chat', url, '--identity', identity, ...words], environment);
    this.ended = ended(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.#heard(line));
    }
  }

  say(...lines: string[]): void {
    this.#child.stdin?.write(`${lines.join('\n')}\n`);
  }

  /** Resolves with the first line, also of those that have come, that is so. */
  async hears(wanted: RegExp): Promise<string> {
    for (;;) {
      const found = this.lines.find((line) => wanted.test(line));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Says no more, and resolves when the program has gone. */
  async end(): Promise<Ended> {
    this.#child.stdin?.end();
    return await this.ended;
  }

  async kill9(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }

  #heard(line: string): void {
    this.lines.push(line);
    for (const look of this.#waiting) look();
    this.#waiting.clear();
  }
}
