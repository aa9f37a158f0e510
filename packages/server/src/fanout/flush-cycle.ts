import type { Clock } from '../runtime/clock.ts';
import type { Outbound, Outlet } from './outlet.ts';

/**
 * After a flush the next one waits this share of the time that the last took. So a quiet server
 * flushes at once, and a busy one gathers more frames into each write: a write costs about the same whatever
 * its size, and it is most of what a delivery costs.
 */
export const PAUSE_SHARE = 0.5;
/** What builds its frames when the flush begins: a feed. */
export interface Flushable {
  flush(): void;
}

/** One turn for all that has something to send: feeds hand their frames to outlets, outlets write once each. */
export class FlushCycle implements Outbound {
  readonly #clock: Clock;
  readonly #pauseShare: number;
  #feeds: Flushable[] = [];
  #outlets: Outlet[] = [];
  #scheduled = false;
  #notBeforeMs = 0;

  /** Gateways in threads are given their share of pauses by the house: see `Steps`. Then it is 0. */
  constructor(clock: Clock, pauseShare = PAUSE_SHARE) {
    this.#clock = clock;
    this.#pauseShare = pauseShare;
  }

  enlist(outlet: Outlet): void {
    this.#outlets.push(outlet);
    this.#schedule();
  }

  enlistFeed(feed: Flushable): void {
    this.#feeds.push(feed);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const waitMs = this.#notBeforeMs - this.#clock.monotonicMs();
    if (waitMs > 0) this.#clock.after(waitMs, () => this.#flush());
    else this.#clock.soon(() => this.#flush());
  }

  #flush(): void {
    const startMs = this.#clock.monotonicMs();
    const feeds = this.#feeds;
    this.#feeds = [];
    for (const feed of feeds) feed.flush();
    const outlets = this.#outlets;
    this.#outlets = [];
    // From here on what is pushed (a recovered outlet, say) belongs to the next flush.
    this.#scheduled = false;
    for (const outlet of outlets) outlet.flush();
    const endMs = this.#clock.monotonicMs();
    this.#notBeforeMs = endMs + (endMs - startMs) * this.#pauseShare;
  }
}
