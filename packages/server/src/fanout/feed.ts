import type { CommandId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus/bus.ts';
import type { Archive } from '../storage/archive.ts';
import { Audience, type Subscriber, type Ticking } from './audience.ts';
import { SharedFrame } from './deflated.ts';
import { type Encoding, plainFramesOf } from './encodings.ts';
import type { Flushable, FlushCycle } from './flush-cycle.ts';
import type { Source } from './outlet.ts';
import { Repair } from './repair.ts';
import { restored } from './restored.ts';
import { RING_BYTES_MAX, RING_EVENTS_MAX, Ring } from './ring.ts';

/** Events asked of the store at once to repair a hole. */
const REPAIR_EVENTS_MAX = 500;

/** How many of the newest events were read into the ring. */
interface RingLoad {
  readonly events: number;
  readonly done: Promise<void>;
}

/** The tick of a feed that has nothing new: one array for all of them. */
const NOTHING: Ticking[] = [];
/** Rooms are followed by nobody, a person's own stream by each of their connections. */
const NOBODY: readonly Follower[] = [];

/** A session that follows its person's own stream in what it shows. */
export interface Follower {
  onOwnEvent(event: CommittedEvent): void;
}

interface Deps {
  readonly archive: Archive;
  readonly cycle: FlushCycle;
  /** The era events are written in now. */
  readonly era: number;
  /** A hole could not be read. It is tried again when the next event or head shows it. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * A stream as one node shows it live: its subscribers, the frames of this tick, and recent events for
 * those who come back. Events pass in order of seq, each once, whatever the bus does (BUS-1): a repeat is
 * dropped, a hole is read from the store.
 */
export class Feed implements Source, Flushable {
  readonly stream: StreamId;
  readonly ring = new Ring();
  readonly #deps: Deps;
  readonly #audience: Audience = new Audience(this);
  #followers: readonly Follower[] = NOBODY;
  #tick: Ticking[] = NOTHING;
  #seq = 0;
  #id: CommandId | '' = '';
  #repair: Repair | null = new Repair(0);
  #ringLoad: RingLoad | null = null;

  constructor(stream: StreamId, deps: Deps) {
    this.#deps = deps;
    this.stream = stream;
  }

  /** The last event that subscribers were or will be shown in this tick. */
  get head(): { readonly seq: number; readonly id: CommandId | '' } {
    return { seq: this.#seq, id: this.#id };
  }

  /** The last seq that subscribers have been handed: what is of this tick goes out at its end. */
  get handedOut(): number {
    return this.#seq - this.#tick.length;
  }

  /** Whether nobody would notice if this feed were closed. */
  get isIdle(): boolean {
    return this.#audience.size === 0 && this.#followers.length === 0;
  }

  /** Begins after the stream's head. What was committed since it was read is caught up first. */
  async start(head: { readonly head: number; readonly id: CommandId | '' }): Promise<void> {
    this.#seq = head.head;
    this.#id = head.id;
    await this.#finishRepair();
  }

  /** Takes an event from the bus. */
  readonly take = (event: CommittedEvent): void => {
    if (this.#repair) this.#repair.keep(event);
    else if (event.seq === this.#seq + 1) this.#add(event, this.#deps.era);
    else if (event.seq > this.#seq) this.noticeHead(event.seq).catch(this.#deps.onTrouble);
  };

  /** Somebody says that the stream has come this far: if we have not, what is missing is read. */
  async noticeHead(seq: number): Promise<void> {
    if (seq <= this.#seq) return;
    if (this.#repair) {
      this.#repair.announce(seq);
      await this.#repair.done;
    } else {
      this.#repair = new Repair(seq);
      await this.#finishRepair();
    }
  }

  /**
   * Shows the stream to a subscriber from just after `after`: first what is at hand since then, and in
   * the same breath everything that follows (SYNC-3). False if that is not at hand.
   */
  attach(subscriber: Subscriber, after: number): boolean {
    if (after > this.#seq) return false;
    if (after < this.#seq) {
      const missed = this.ring.covers(after) ? this.#since(after, subscriber.encoding) : null;
      if (!missed) return false;
      if (missed.length > 0) subscriber.outlet.pushLive(missed, this, after + 1);
    }
    if (this.#tick.length > 0) this.#audience.addFresh(subscriber, this.#seq);
    else this.#audience.add(subscriber);
    return true;
  }

  /** Ends it for a subscriber, after what this tick has so far. */
  detach(subscriber: Subscriber): void {
    if (!this.#audience.has(subscriber)) return;
    this.#audience.handTo(subscriber, this.#tick);
    this.#audience.remove(subscriber);
  }

  /** Ends it for a subscriber who will take nothing more, or will be caught up. */
  drop(subscriber: Subscriber): void {
    this.#audience.remove(subscriber);
  }

  /** Tells a session of every later event as soon as it is known, whatever its client is shown when. */
  follow(follower: Follower): void {
    this.#followers = [...this.#followers, follower];
  }

  unfollow(follower: Follower): void {
    this.#followers = this.#followers.filter((other) => other !== follower);
  }

  /** Something of a person that does not last, for all others who read JSON. */
  broadcast(bytes: Uint8Array, from: UserId): void {
    for (const { user, outlet } of this.#audience.readers) if (user !== from) outlet.pushPassing(bytes);
  }

  /**
   * Reads the events from `seq` on into the ring, as far as it has room, once however many ask. In powers of two: where
   * little was missed little is kept, and where many come back few readings are enough (R30). Whoever was outrun asks for
   * so many times as much: `ahead`.
   */
  async loadRing(seq: number, ahead = 1): Promise<void> {
    const missed = (this.#seq - seq + 1) * ahead;
    const events = Math.min(RING_EVENTS_MAX, 2 ** Math.ceil(Math.log2(missed)));
    if (!this.#ringLoad || this.#ringLoad.events < events) {
      this.#ringLoad = { events, done: this.#loadRing(events) };
    }
    const load = this.#ringLoad;
    try {
      await load.done;
    } catch (error) {
      if (this.#ringLoad === load) this.#ringLoad = null;
      throw error;
    }
  }

  flush(): void {
    const tick = this.#tick;
    this.#tick = NOTHING;
    this.#audience.handOut(tick);
  }

  #since(after: number, encoding: Encoding): Buffer | null {
    return encoding === 'plain'
      ? plainFramesOf(this.ring.after(after))
      : this.ring.framesAfter(after, encoding);
  }

  #add(event: CommittedEvent, era: number): void {
    const json = SharedFrame.text(event.bytes);
    this.#seq = event.seq;
    this.#id = event.id;
    this.ring.push({ seq: event.seq, id: event.id, era, frame: json });
    if (this.#tick === NOTHING) {
      this.#tick = [];
      this.#deps.cycle.enlistFeed(this);
    }
    this.#tick.push({ event, json });
    if (event.type === 'left') this.#expel(event.by);
    if (this.#followers.length === 0) return;
    // What follows from an own event, such as a room shown from now on, comes after it on the wire too.
    this.flush();
    for (const follower of this.#followers) follower.onOwnEvent(event);
  }

  /** Nothing after the event that ended a membership is shown to whose it was (LOG-5). */
  #expel(user: UserId): void {
    for (const subscriber of this.#audience.readers.filter((reader) => reader.user === user)) {
      this.detach(subscriber);
      subscriber.onDetached(this);
    }
  }

  async #finishRepair(): Promise<void> {
    try {
      for (const repair = this.#repair; repair; ) {
        for (const event of repair.takeAfter(this.#seq)) this.#add(event, this.#deps.era);
        if (repair.announced <= this.#seq || !(await this.#readOn())) break;
      }
    } finally {
      this.#repair?.finish();
      this.#repair = null;
    }
  }

  /** One page further; false if the store has nothing more: what was announced was not true. */
  async #readOn(): Promise<boolean> {
    const query = { reader: 'server', after: this.#seq, limit: REPAIR_EVENTS_MAX } as const;
    const page = await this.#deps.archive.eventsAfter(this.stream, query);
    for (const event of page?.events ?? [])
      this.#add(await restored(this.#deps.archive, this.stream, event), event.era);
    return page !== undefined && page.events.length > 0;
  }

  async #loadRing(events: number): Promise<void> {
    const asked = this.#seq;
    const stored = await this.#deps.archive.recent(this.stream, { events, sizeBytes: RING_BYTES_MAX });
    const last = this.#seq - this.ring.length;
    const older = stored.filter(({ seq }) => seq <= last);
    if (older.at(-1)?.seq === last) {
      this.ring.prepend(older.map(({ bytes, ...event }) => ({ ...event, frame: SharedFrame.text(bytes) })));
    } else if (this.#seq > asked) {
      // It has gone on meanwhile, and left a hole: for whoever asks again it is read anew.
      this.#ringLoad = null;
    }
  }
}
