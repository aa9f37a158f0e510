import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Terminal } from './terminal.ts';

interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

/** A script at the other end: lines in, lines out, and what the program has to say beside them. */
export class PipedTerminal implements Terminal {
  readonly #streams: Streams;
  readonly #lines: Interface;

  constructor(streams: Streams) {
    this.#streams = streams;
    this.#lines = createInterface({ input: streams.input, crlfDelay: Number.POSITIVE_INFINITY });
    // Whoever read us has gone, and with them the reason to go on.
    streams.output.on('error', () => this.#lines.close());
  }

  print(text: string): void {
    this.#streams.output.write(`${text}\n`);
  }

  tell(text: string): void {
    this.#streams.errors.write(`${text}\n`);
  }

  prompt(): void {}

  listen(onLine: (line: string) => void, onEnd: () => void): void {
    this.#lines.on('line', onLine);
    this.#lines.once('close', onEnd);
  }

  [Symbol.dispose](): void {
    this.#lines.removeAllListeners('close');
    this.#lines.close();
  }
}
