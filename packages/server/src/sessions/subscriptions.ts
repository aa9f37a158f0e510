import type { StreamId, UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Subscriber } from '../fanout/audience.ts';
import type { Encoding } from '../fanout/encodings.ts';
import type { Feed } from '../fanout/feed.ts';
import type { Outlet, Source } from '../fanout/outlet.ts';
import { RING_EVENTS_MAX } from '../fanout/ring.ts';
import { RETRY_MS } from './limits.ts';
import { reply } from './replies.ts';
import type { Services } from './services.ts';
import { type From, type Start, Starts } from './starts.ts';

/** In a stream that runs away from being read so often, the client is told that it is behind. */
const LOADS_MAX = 3;

/** The session that is shown streams. */
export interface SubscriptionsOwner {
  readonly services: Services;
  readonly user: UserId;
  readonly outlet: Outlet;
  onShown(stream: StreamId): void;
  onHidden(stream: StreamId): void;
}

/**
 * The streams one JSON session is shown. Each is continued, found to be too far behind, or reset
 * (docs/protocol.md section 4), one after another and no faster than the client reads.
 */
export class Subscriptions implements Subscriber {
  readonly #owner: SubscriptionsOwner;
  #feeds: readonly Feed[] = [];
  readonly #starts = new Starts();
  #starting = false;
  #closed = false;

  constructor(owner: SubscriptionsOwner) {
    this.#owner = owner;
  }

  get user(): UserId {
    return this.#owner.user;
  }

  get encoding(): Encoding {
    return this.outlet.takesDeflated ? 'deflated' : 'json';
  }

  get outlet(): Outlet {
    return this.#owner.outlet;
  }

  /** The streams shown live, with the last seq of each that was handed out. */
  heads(): Record<string, number> {
    const heads: Record<string, number> = {};
    for (const { stream, handedOut } of this.#feeds) heads[stream] = handedOut;
    return heads;
  }

  feed(stream: StreamId): Feed | undefined {
    return this.#feeds.find((feed) => feed.stream === stream);
  }

  /** Shows a stream from a place on. If it is shown already, it begins anew from there. */
  show(stream: StreamId, from: From): void {
    this.#starts.put({ stream, from });
    this.proceed();
  }

  /** See `Starts.announce`. */
  announce(stream: StreamId): Disposable {
    return this.#starts.announce(stream);
  }

  /** Resolves when no position of this stream waits to be told whether it continues. */
  judged(stream: StreamId): Promise<void> {
    return this.#starts.judged(stream);
  }

  hide(stream: StreamId): void {
    this.#starts.forget(stream);
    const feed = this.feed(stream);
    feed?.detach(this);
    if (feed) this.onDetached(feed);
  }

  /** The socket was too slow and events were dropped: it is caught up from the first of each stream. */
  recover(missing: ReadonlyMap<Source, number>): void {
    for (const feed of this.#feeds) {
      const firstSeq = missing.get(feed);
      if (firstSeq === undefined) continue;
      feed.drop(this);
      // A start that was asked for meanwhile begins anew anyway.
      const { stream } = feed;
      if (!this.#starts.hasOf(stream)) this.#starts.put({ stream, from: { after: firstSeq - 1 } });
    }
    this.#starts.putFirst(this.user);
    this.proceed();
  }

  /** Goes on with the streams that wait, as long as the client takes what it is sent. */
  proceed(): void {
    if (this.#starting || this.#closed) return;
    this.#startWaiting().catch((error: unknown) => this.#tryAgainLater(error));
  }

  close(): void {
    this.#closed = true;
    for (const feed of this.#feeds) {
      feed.drop(this);
      this.#owner.onHidden(feed.stream);
    }
    this.#feeds = [];
    this.#starts.clear();
  }

  onDetached(feed: Feed): void {
    this.#feeds = this.#feeds.filter((shown) => shown !== feed);
    this.outlet.forget(feed);
    this.#owner.onHidden(feed.stream);
  }

  #tryAgainLater(error: unknown): void {
    const { clock, onTrouble } = this.#owner.services;
    onTrouble(error);
    clock.after(RETRY_MS, () => this.proceed());
  }

  async #startWaiting(): Promise<void> {
    this.#starting = true;
    try {
      for (let start = this.#next(); start; start = this.#next()) await this.#start(start);
    } finally {
      // In the same breath as finding that nothing waits, lest what is asked for in between be forgotten.
      this.#starting = false;
    }
  }

  #next(): Start | undefined {
    return this.outlet.isFlowing ? this.#starts.next(this.user) : undefined;
  }

  async #start(start: Start): Promise<void> {
    // It goes to the end of the line, so that if it cannot be read it does not hold up the others.
    this.#starts.put(start);
    const feed = await this.#owner.services.feeds.open(start.stream);
    const continues = 'after' in start.from || (await this.#continues(feed, start.from.position));
    const after = 'after' in start.from ? start.from.after : start.from.position.seq;
    if (continues) await reach(feed, after);
    if (this.#closed || !this.#starts.has(start)) return;
    this.#starts.done(start);
    if (this.#feeds.includes(feed)) feed.drop(this);
    if (!continues) this.#reset(feed);
    else if (feed.attach(this, after)) this.#shown(feed);
    else this.#behind(feed, after);
    this.outlet.flush();
  }

  /** Whether a position is a place in this log: SYNC-1 if it is, SYNC-2 if not. */
  async #continues(feed: Feed, position: Position): Promise<boolean> {
    const { archive } = this.#owner.services;
    const era = archive.eraOf(position.epoch);
    if (era === undefined) return false;
    if (position.seq === 0) return true;
    // Who was here when the last event was said, in this very life, has missed nothing: nothing need be read.
    const { seq, id } = feed.head;
    if (position.seq === seq && position.id === id && position.epoch === archive.epoch) return true;
    if (!feed.ring.at(position.seq) && isNear(feed, position.seq)) await feed.loadRing(position.seq);
    const recent = feed.ring.at(position.seq);
    if (recent) return recent.id === position.id && recent.era <= era;
    return (await archive.check(feed.stream, position)) === 'continues';
  }

  #behind(feed: Feed, after: number): void {
    this.outlet.push(reply({ type: 'behind', room: feed.stream, after, head: feed.head.seq }));
    if (this.#feeds.includes(feed)) this.onDetached(feed);
  }

  #reset(feed: Feed): void {
    const { seq: head, id } = feed.head;
    const { epoch } = this.#owner.services.archive;
    this.outlet.push(reply({ type: 'reset', room: feed.stream, epoch, head, id }));
    feed.attach(this, head);
    this.#shown(feed);
  }

  #shown(feed: Feed): void {
    if (this.#feeds.includes(feed)) return;
    // A feed that nobody watched for a while was closed, and this is another one of the same stream.
    const known = this.feed(feed.stream);
    this.#feeds = [...this.#feeds.filter((shown) => shown !== known), feed];
    if (!known) this.#owner.onShown(feed.stream);
  }
}

/** Brings a feed to where `after` is, and what follows it to hand, as far as that can be. */
async function reach(feed: Feed, after: number): Promise<void> {
  if (after > feed.head.seq) await feed.noticeHead(after);
  // What is committed while the newest are read may push what is asked for out of them.
  for (let tries = 0; tries < LOADS_MAX && !feed.ring.covers(after) && isNear(feed, after + 1); tries++) {
    await feed.loadRing(after + 1, 4 ** tries);
  }
}

/** Whether a ring has room for the events from `seq` on. */
function isNear({ head }: Feed, seq: number): boolean {
  return seq <= head.seq && head.seq - seq < RING_EVENTS_MAX;
}
