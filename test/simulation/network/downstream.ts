import { PAGE_BYTES_MAX } from '@teahouse/protocol/limits';
import { type ByteSink, OUTLET_BYTES_MAX } from '@teahouse/server/fanout/outlet';
import { framesIn, type WrittenFrame } from './server-frames-in.ts';
import type { Weather } from './weather.ts';

/** What a socket of Node takes before `write` returns false. */
const HIGH_WATER_BYTES = 16_384;

/** What may ever wait in the server's memory for one socket: its budget, and answers to what was asked before. */
const QUEUED_BYTES_MAX = OUTLET_BYTES_MAX + 4 * PAGE_BYTES_MAX;

interface Deps {
  readonly weather: Weather;
  readonly after: (delayMs: number, run: () => void) => void;
  readonly written: (frame: WrittenFrame) => void;
  readonly arrived: (frame: WrittenFrame) => void;
  /** More was written than a server may hold for one client (FAN-1). */
  readonly overflowed: (sizeBytes: number) => void;
}

/**
 * What a server has written to one client: first in the memory of its process, and from there through the
 * network, piece by piece and in order, as fast as the client reads.
 */
export class Downstream implements ByteSink {
  readonly #deps: Deps;
  #queue: WrittenFrame[] = [];
  #queuedBytes = 0;
  /** Bytes that the client has taken of the frame at the front. */
  #takenBytes = 0;
  #isFull = false;
  #state: 'flowing' | 'blackhole' | 'cut' = 'flowing';
  #isMoving = false;
  #isAbandoned = false;
  #onDrain: (() => void) | null = null;
  #onEmpty: (() => void) | null = null;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  write(bytes: Uint8Array): boolean {
    if (this.#state === 'cut' || this.#isAbandoned) return true;
    for (const frame of framesIn(bytes)) {
      this.#queue.push(frame);
      this.#deps.written(frame);
    }
    this.#queuedBytes += bytes.length;
    if (this.#queuedBytes > QUEUED_BYTES_MAX) this.#deps.overflowed(this.#queuedBytes);
    this.#move();
    this.#isFull ||= this.#queuedBytes > HIGH_WATER_BYTES;
    return !this.#isFull;
  }

  cork(): void {}

  uncork(): void {}

  once(_event: 'drain', listener: () => void): void {
    this.#onDrain = listener;
  }

  /** Calls back when everything written so far has arrived. */
  finish(done: () => void): void {
    this.#onEmpty = done;
    this.#move();
  }

  /** The network takes nothing more, and nobody is told. */
  swallow(): void {
    if (this.#state === 'flowing') this.#state = 'blackhole';
  }

  /** Whatever is under way is lost. */
  cut(): void {
    this.#state = 'cut';
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  /** The process has ended: what its memory still held is lost. */
  abandon(): void {
    this.#isAbandoned = true;
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  /** Takes the next piece out of memory; it arrives after a while. */
  #move(): void {
    if (this.#isMoving || this.#state !== 'flowing') return;
    if (this.#queue.length === 0) return this.#empty();
    const piece = this.#take(this.#deps.weather.pieceBytes());
    this.#isMoving = true;
    this.#deps.after(this.#deps.weather.latencyMs(), () => {
      this.#isMoving = false;
      if (this.#state !== 'flowing') return;
      for (const frame of piece) this.#deps.arrived(frame);
      this.#drain();
      this.#move();
    });
  }

  #take(pieceBytes: number): WrittenFrame[] {
    this.#takenBytes += pieceBytes;
    let count = 0;
    for (const { sizeBytes } of this.#queue) {
      if (sizeBytes > this.#takenBytes) break;
      this.#takenBytes -= sizeBytes;
      this.#queuedBytes -= sizeBytes;
      count++;
    }
    if (count === this.#queue.length) this.#takenBytes = 0;
    return this.#queue.splice(0, count);
  }

  #drain(): void {
    if (!this.#isFull || this.#queuedBytes > 0) return;
    this.#isFull = false;
    const onDrain = this.#onDrain;
    this.#onDrain = null;
    onDrain?.();
  }

  #empty(): void {
    const onEmpty = this.#onEmpty;
    this.#onEmpty = null;
    onEmpty?.();
  }
}
