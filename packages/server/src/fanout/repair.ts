import type { CommittedEvent } from '../bus/bus.ts';
import { RING_BYTES_MAX, RING_EVENTS_MAX } from './ring.ts';

/**
 * A hole in a stream, or its beginning, while it is being read. What comes meanwhile is kept, as far as a ring would
 * hold it, or a stream that goes on faster than it is read would never be whole. Of the rest it is only noted how far it goes.
 */
export class Repair {
  readonly done: Promise<void>;
  readonly finish: () => void;
  readonly #early = new Map<number, CommittedEvent>();
  #earlyBytes = 0;
  #announced: number;

  constructor(announced: number) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.done = promise;
    this.finish = resolve;
    this.#announced = announced;
  }

  /** The last seq that was heard of. */
  get announced(): number {
    return this.#announced;
  }

  announce(seq: number): void {
    this.#announced = Math.max(this.#announced, seq);
  }

  /** Takes an event from the bus, in whatever order they come. */
  keep(event: CommittedEvent): void {
    this.announce(event.seq);
    const isFull = this.#early.size >= RING_EVENTS_MAX || this.#earlyBytes >= RING_BYTES_MAX;
    if (isFull || this.#early.has(event.seq)) return;
    this.#early.set(event.seq, event);
    this.#earlyBytes += sizeOf(event);
  }

  /** The events that were kept and follow on a seq without a hole. They, and all before them, are let go. */
  *takeAfter(seq: number): Generator<CommittedEvent> {
    for (const [early, event] of this.#early) if (early <= seq) this.#letGo(event);
    for (let next = this.#early.get(seq + 1); next; next = this.#early.get(next.seq + 1)) {
      this.#letGo(next);
      yield next;
    }
  }

  #letGo(event: CommittedEvent): void {
    this.#early.delete(event.seq);
    this.#earlyBytes -= sizeOf(event);
  }
}

function sizeOf({ bytes, blob }: CommittedEvent): number {
  return bytes.length + (blob?.length ?? 0);
}
