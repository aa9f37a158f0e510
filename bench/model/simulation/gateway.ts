import type { Costs } from '../costs.ts';
import type { Clockwork } from './clockwork.ts';
import type { Thread } from './cores.ts';
import type { Message } from './message.ts';

/** As `PAUSE_SHARE` of `packages/server/src/fanout/flush-cycle.ts`. */
const PAUSE_SHARE = 0.5;
/** A flush is looked at in so many parts: whoever is first in it is shown things before whoever is last. */
export const FLUSH_PARTS = 8;

interface Pending {
  readonly message: Message;
  readonly members: number;
}

/** Sockets, and the flushes that write to them. */
export class Gateway {
  writes = 0;
  deliveries = 0;
  readonly index: number;
  readonly thread: Thread;
  readonly #clockwork: Clockwork;
  readonly #costs: Costs['gateway'];
  readonly #clients: number;
  #pending: Pending[] = [];
  #isScheduled = false;
  #notBeforeMicros = 0;

  constructor(parts: {
    index: number;
    thread: Thread;
    clockwork: Clockwork;
    costs: Costs['gateway'];
    clients: number;
  }) {
    this.index = parts.index;
    this.thread = parts.thread;
    this.#clockwork = parts.clockwork;
    this.#costs = parts.costs;
    this.#clients = parts.clients;
  }

  /** Events of one commit, with how many here are shown each. */
  take(events: readonly Pending[]): void {
    this.thread.work(this.#costs.eventMicros * events.length, () => {
      for (const event of events) this.#pending.push(event);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const waitMicros = Math.max(0, this.#notBeforeMicros - this.#clockwork.nowMicros);
    this.#clockwork.after(waitMicros, () => this.thread.work(0, () => this.#flush()));
  }

  #flush(): void {
    const startMicros = this.#clockwork.nowMicros;
    const pending = this.#pending;
    this.#pending = [];
    this.#isScheduled = false;
    const { writes, frames } = this.#sum(pending);
    this.writes += writes;
    this.deliveries += frames;
    const micros = writes * this.#costs.writeMicros + frames * this.#costs.frameMicros;
    for (let part = 1; part <= FLUSH_PARTS; part++) {
      this.thread.work(micros / FLUSH_PARTS, () => {
        for (const { message } of pending) message.onShown(this.index, part / FLUSH_PARTS);
        if (part < FLUSH_PARTS) return;
        const tookMicros = this.#clockwork.nowMicros - startMicros;
        this.#notBeforeMicros = this.#clockwork.nowMicros + tookMicros * PAUSE_SHARE;
      });
    }
  }

  /** Several messages of a room leave in one write to each who is there. */
  #sum(pending: readonly Pending[]): { writes: number; frames: number } {
    const rooms = new Map<number, number>();
    let frames = 0;
    for (const { message, members } of pending) {
      rooms.set(message.room, members);
      frames += members;
    }
    const writes = [...rooms.values()].reduce((sum, members) => sum + members, 0);
    return { writes: Math.min(writes, this.#clients), frames };
  }
}
