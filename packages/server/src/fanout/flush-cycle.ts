import type { Clock } from '../runtime/clock.ts';
import type { Outbound, Outlet } from './outlet.ts';

/**
 * After a flush the next one waits this share of the time that the last took. So a quiet server
 * flushes at once, and a busy one gathers more frames into each write: a write costs about the same whatever
 * its size, and it is most of what a delivery costs.
 */
export const PAUSE_SHARE = 0.5;
/** Where many threads share a room, each waits no longer than so many times its own flush. */
const PAUSE_SHARE_MAX = 5;

/**
 * The share for one of several gateways. A room that they share takes each of them a part of the time, and if each
 * took that for its own measure, they would flush more often, with less in each write. So the whole turn,
 * flush and pause, is as long as one gateway's would be.
 */
export function pauseShareOf(gateways: number): number {
  return Math.min((1 + PAUSE_SHARE) * gateways - 1, PAUSE_SHARE_MAX);
}

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
