import type { CloseName } from '@teahouse/protocol/close-codes';
import { ERRORS, type ErrorCode } from '@teahouse/protocol/errors';
import {
  type CommandId,
  newBlobId,
  newCommandIdAt,
  newUserId,
  type RoomId,
  type UserId,
} from '@teahouse/protocol/ids';
import { PAGE_MESSAGES_MAX } from '@teahouse/protocol/limits';
import { refuseText } from '@teahouse/protocol/text';
import type { Subscriber } from '../fanout/audience.ts';
import type { Feed } from '../fanout/feed.ts';
import { PING_FRAME, textFrame } from '../fanout/frames.ts';
import { type ByteSink, type Outbound, Outlet, type OutletOwner, type Source } from '../fanout/outlet.ts';
import { PLAIN_UNSENT_MAX, RETRY_MS, STUCK_MS_MAX } from './limits.ts';
import { PlainHistory } from './plain-history.ts';
import type { Services } from './services.ts';
import { TokenBucket } from './token-bucket.ts';
import type { Peer, Wire } from './wire.ts';

export interface PlainOptions {
  readonly room: RoomId;
  readonly name?: string;
  /** How many past messages are shown first. */
  readonly history: number;
}

/**
 * One plain client (docs/protocol.md section 9): a visitor of an open room, who sends text and is shown text.
 */
export class PlainSession implements Peer, Subscriber, OutletOwner {
  readonly encoding = 'plain';
  readonly user: UserId;
  readonly outlet: Outlet;
  readonly #services: Services;
  readonly #wire: Wire;
  readonly #options: PlainOptions;
  readonly #writes: TokenBucket;
  /** What was read from the socket and is not stored yet, in order. */
  readonly #unsent: (string | Buffer)[] = [];
  #feed: Feed | null = null;
  /** Nothing is sent before it is known from where the room is shown, so that the sender sees it too. */
  #sending = true;
  /** The last event that was shown while the room is caught up with; null while the feed shows what comes. */
  #after: number | null = null;
  #catchingUp = false;
  #closed = false;

  constructor(services: Services, wire: Wire, options: PlainOptions) {
    this.#services = services;
    this.#wire = wire;
    this.#options = options;
    this.user = newUserId(services.random);
    this.#writes = new TokenBucket(services.limits.writes, services.clock.monotonicMs());
    this.outlet = new Outlet(this);
    this.#start().catch((error: unknown) => {
      services.onTrouble(error);
      this.#end('goingAway');
    });
  }

  onText(text: string): void {
    this.#enqueue(text);
  }

  onBinary(bytes: Buffer): void {
    this.#enqueue(bytes);
  }

  heartbeat(): boolean {
    this.outlet.pushPassing(PING_FRAME);
    return this.outlet.isFlowing;
  }

  bye(): void {
    this.#end('restart');
  }

  isTooSlow(): boolean {
    const sinceMs = this.outlet.stuckSinceMs;
    return sinceMs !== null && this.#services.clock.monotonicMs() - sinceMs > STUCK_MS_MAX;
  }

  onDetached(): void {}

  get sink(): ByteSink {
    return this.#wire.sink;
  }

  get takesDeflated(): boolean {
    return false;
  }

  get outbound(): Outbound {
    return this.#services.cycle;
  }

  monotonicMs(): number {
    return this.#services.clock.monotonicMs();
  }

  onRecovered(missing: ReadonlyMap<Source, number>): void {
    const [firstSeq] = missing.values();
    if (firstSeq === undefined) return;
    this.#feed?.drop(this);
    this.#after = firstSeq - 1;
  }

  onDrained(): void {
    this.#catchUp();
  }

  onClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#feed?.drop(this);
    if (this.#feed) this.#services.presence.exit(this.#options.room, this.user);
    this.outlet.close();
  }

  #end(why: CloseName): void {
    this.outlet.flush();
    this.onClosed();
    this.#wire.end(why);
  }

  async #start(): Promise<void> {
    const { archive, feeds, presence } = this.#services;
    const { room, name, history } = this.#options;
    if (!(await archive.openRoom(room))) return this.#end('noRoom');
    const feed = await feeds.open(room);
    const { seq } = feed.head;
    this.#sending = false;
    this.#sendAll().catch(this.#services.onTrouble);
    if (history > 0) await this.#showHistory(Math.min(history, PAGE_MESSAGES_MAX), seq);
    if (this.#closed) return;
    this.#feed = feed;
    this.#after = seq;
    presence.enter(room, { id: this.user, ...(name === undefined ? {} : { name }) });
    this.#catchUp();
  }

  async #showHistory(limit: number, upTo: number): Promise<void> {
    const past = new PlainHistory(this.#services.archive, this.#options.room);
    for (const frame of await past.newest(limit, upTo)) this.outlet.push(frame);
  }

  /** Shows the room from `#after` on: from the store as fast as the client reads, and then live (SYNC-3). */
  #catchUp(): void {
    const feed = this.#feed;
    if (!feed || this.#catchingUp) return;
    this.#readOn(feed).catch((error: unknown) => {
      const { clock, onTrouble } = this.#services;
      onTrouble(error);
      clock.after(RETRY_MS, () => this.#catchUp());
    });
  }

  async #readOn(feed: Feed): Promise<void> {
    const past = new PlainHistory(this.#services.archive, this.#options.room);
    this.#catchingUp = true;
    try {
      while (this.#after !== null && !this.#closed && this.outlet.isFlowing) {
        await feed.noticeHead(this.#after);
        if (this.#closed) return;
        if (feed.attach(this, this.#after)) {
          this.#after = null;
          return;
        }
        const { frames, last } = await past.eventsAfter(this.#after);
        for (const frame of frames) this.outlet.push(frame);
        this.#after = last;
        this.outlet.flush();
      }
    } finally {
      this.#catchingUp = false;
    }
  }

  #enqueue(said: string | Buffer): void {
    this.#unsent.push(said);
    if (this.#unsent.length > PLAIN_UNSENT_MAX) this.#wire.pause();
    if (!this.#sending) this.#sendAll().catch(this.#services.onTrouble);
  }

  /** Nothing is refused for coming too fast: it is stored, and read from the socket, later. */
  async #sendAll(): Promise<void> {
    this.#sending = true;
    try {
      for (let said = this.#unsent.shift(); said !== undefined; said = this.#unsent.shift()) {
        for (let waitMs = this.#allowance(); waitMs > 0; waitMs = this.#allowance()) {
          // Who is gone is heard to the end, but no faster than who stays.
          if (this.#closed) return;
          await this.#wait(waitMs);
        }
        const code = await this.#send(said);
        if (code) this.outlet.push(textFrame(`！${code}: ${ERRORS[code].message}`));
        if (this.#unsent.length <= PLAIN_UNSENT_MAX / 2) this.#wire.resume();
      }
    } finally {
      this.#sending = false;
    }
  }

  #allowance(): number {
    return this.#writes.take(this.#services.clock.monotonicMs());
  }

  #wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#services.clock.after(delayMs, resolve);
    });
  }

  async #send(said: string | Buffer): Promise<ErrorCode | null> {
    const refusal = typeof said === 'string' ? refuseText(said) : null;
    if (refusal) return refusal;
    const { engine, random } = this.#services;
    const { room, name } = this.#options;
    const id: CommandId = newCommandIdAt(this.#services.clock.nowMs(), random);
    const visitor = name === undefined ? {} : { name };
    const command = { type: 'send', id, author: this.user, room, visitor } as const;
    const outcome =
      typeof said === 'string'
        ? await engine.submit({ ...command, text: said })
        : await engine.submit({
            ...command,
            text: '',
            blob: { id: newBlobId(random), type: 'application/octet-stream', bytes: said },
          });
    return outcome.ok ? null : outcome.code;
  }
}
