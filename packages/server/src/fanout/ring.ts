import type { CommandId } from '@teahouse/protocol/ids';
import type { SharedFrame } from './deflated.ts';

/** Events a feed keeps at hand for those who come back. Older ones are read from the store. */
export const RING_EVENTS_MAX = 512;
/** And their bytes: where messages are long, fewer are kept. Compressed ones beside them are smaller, so at most as much again. */
export const RING_BYTES_MAX = 262_144;

/** A recent event with its frame as JSON clients get it. */
export interface RecentEvent {
  readonly seq: number;
  readonly id: CommandId;
  readonly era: number;
  readonly frame: SharedFrame;
}

/** The frames of every event after a seq, joined. */
interface Since {
  readonly after: number;
  readonly encoding: 'json' | 'deflated';
  readonly frames: Buffer;
}

/** The newest events of a stream, without gaps, bounded in number and bytes. */
export class Ring {
  #events: RecentEvent[] = [];
  #start = 0;
  #sizeBytes = 0;
  #since: Since | null = null;

  get length(): number {
    return this.#events.length - this.#start;
  }

  push(event: RecentEvent): void {
    this.#since = null;
    this.#events.push(event);
    this.#sizeBytes += event.frame.whole.length;
    while (this.length > RING_EVENTS_MAX || this.#sizeBytes > RING_BYTES_MAX) {
      this.#sizeBytes -= this.#events[this.#start]?.frame.whole.length ?? 0;
      this.#start++;
    }
    // Done in lumps, each as long as what is kept: cheap, and what was let go is soon not held any more.
    if (this.#start > this.length) {
      this.#events = this.#events.slice(this.#start);
      this.#start = 0;
    }
  }

  /** Puts older events, read from the store, before those at hand. */
  prepend(older: readonly RecentEvent[]): void {
    const newer = this.#events.slice(this.#start);
    this.clear();
    for (const event of [...older, ...newer]) this.push(event);
  }

  clear(): void {
    this.#events = [];
    this.#start = 0;
    this.#sizeBytes = 0;
    this.#since = null;
  }

  at(seq: number): RecentEvent | undefined {
    const first = this.#events[this.#start];
    return first && seq >= first.seq ? this.#events[this.#start + seq - first.seq] : undefined;
  }

  /** Whether every event after a seq is at hand. */
  covers(after: number): boolean {
    return this.at(after + 1) !== undefined;
  }

  /** Every event after a seq that is covered. */
  after(seq: number): readonly RecentEvent[] {
    const first = this.#events[this.#start]?.seq ?? 0;
    return this.#events.slice(this.#start + seq + 1 - first);
  }

  /** The frames of every event after a seq, as one. Many who come back at once share the same bytes. */
  framesAfter(after: number, encoding: 'json' | 'deflated' = 'json'): Buffer {
    const since = this.#since;
    if (since?.after === after && since.encoding === encoding) return since.frames;
    const recent = this.after(after);
    const frames = Buffer.concat(
      recent.map(({ frame }) => (encoding === 'json' ? frame.whole : frame.deflated)),
    );
    this.#since = { after, encoding, frames };
    return frames;
  }
}
