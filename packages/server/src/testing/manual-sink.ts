import type { Incoming } from '@teahouse/protocol/server-frames';
import type { ByteSink } from '../fanout/outlet.ts';
import { type Agreed, parseFrames, type SentFrame, TEXT } from './sent-frames.ts';

/** The writing side of a socket whose other end reads when a test says so. */
export class ManualSink implements ByteSink {
  /** One entry for each system call that a socket would have made. */
  readonly writes: Buffer[] = [];
  /** Whether the next write fills the socket's buffer. */
  isFull = false;
  agreed: Agreed = 'nothing';
  #corked: Uint8Array[] | null = null;
  #listeners: (() => void)[] = [];

  write(bytes: Uint8Array): boolean {
    if (this.#corked) this.#corked.push(bytes);
    else this.writes.push(Buffer.from(bytes));
    return !this.isFull;
  }

  cork(): void {
    this.#corked = [];
  }

  uncork(): void {
    if (this.#corked) this.writes.push(Buffer.concat(this.#corked));
    this.#corked = null;
  }

  once(_event: 'drain', listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Whether somebody waits for the client to read. */
  get isWaitedFor(): boolean {
    return this.#listeners.length > 0;
  }

  /** The client has read everything, and reads on. */
  drain(): void {
    this.isFull = false;
    this.sip();
  }

  /** The client has read everything, and the next write fills the socket again. */
  sip(): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }

  /** Everything written since it was last asked, as frames. */
  take(): SentFrame[] {
    return parseFrames(Buffer.concat(this.writes.splice(0)), this.agreed);
  }

  /** The same, as texts; frames that are no text are left out. */
  takeTexts(): string[] {
    return this.take()
      .filter(({ opcode }) => opcode === TEXT)
      .map(({ payload }) => payload.toString());
  }

  /** The same, as the JSON in them. */
  takeJson(): Incoming[] {
    return this.takeTexts().map((text) => JSON.parse(text) as Incoming);
  }
}
