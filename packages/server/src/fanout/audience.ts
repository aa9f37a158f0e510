import type { UserId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus/bus.ts';
import type { SharedFrame } from './deflated.ts';
import { type Encoding, plainFrame } from './encodings.ts';
import type { Outlet, Source } from './outlet.ts';

/** A session that is shown a stream. */
export interface Subscriber {
  readonly user: UserId;
  readonly encoding: Encoding;
  readonly outlet: Outlet;
  /** The stream is no longer shown to this session, since its person left the room. */
  onDetached(source: Source): void;
}

/** An event of this tick with its frame. */
export interface Ticking {
  readonly event: CommittedEvent;
  readonly json: SharedFrame;
}

const ENCODINGS: readonly Encoding[] = ['json', 'deflated', 'plain'];
/** The subscribers of every stream and encoding that has none. */
const NOBODY: Subscriber[] = [];

/**
 * Those who are shown one stream, by encoding. Arrays, since handing out is what happens most, and since
 * most streams are a person's own with one subscriber: a set would cost more than all else.
 */
export class Audience {
  readonly #source: Source;
  #json: Subscriber[] = NOBODY;
  #deflated: Subscriber[] = NOBODY;
  #plain: Subscriber[] = NOBODY;
  /** Those who came in this tick, with the last seq they were handed then. */
  #fresh: Map<Subscriber, number> | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  get size(): number {
    return this.#json.length + this.#deflated.length + this.#plain.length;
  }

  /** Those who read JSON, compressed or not. */
  get readers(): readonly Subscriber[] {
    if (this.#deflated.length === 0) return this.#json;
    return this.#json.length === 0 ? this.#deflated : [...this.#json, ...this.#deflated];
  }

  add(subscriber: Subscriber): void {
    const subscribers = this.#of(subscriber.encoding);
    if (subscribers.includes(subscriber)) return;
    // An array made with its one element has no room to spare.
    if (subscribers !== NOBODY) subscribers.push(subscriber);
    else this.#begin(subscriber);
  }

  /** Adds someone who was handed everything up to `seq` already, of what this tick will hand out. */
  addFresh(subscriber: Subscriber, seq: number): void {
    this.add(subscriber);
    this.#fresh ??= new Map();
    this.#fresh.set(subscriber, seq);
  }

  /** False if it was not there. */
  remove(subscriber: Subscriber): boolean {
    this.#fresh?.delete(subscriber);
    const subscribers = this.#of(subscriber.encoding);
    const index = subscribers.indexOf(subscriber);
    if (index < 0) return false;
    const last = subscribers.pop();
    if (last && index < subscribers.length) subscribers[index] = last;
    return true;
  }

  has(subscriber: Subscriber): boolean {
    return this.#of(subscriber.encoding).includes(subscriber);
  }

  /** Gives everyone what this tick has for them. */
  handOut(tick: readonly Ticking[]): void {
    const fresh = this.#fresh;
    this.#fresh = null;
    for (const encoding of ENCODINGS) {
      const subscribers = this.#of(encoding);
      const firstSeq = tick[0]?.event.seq;
      if (subscribers.length === 0 || firstSeq === undefined) continue;
      const frames = framesOf(tick, encoding);
      if (frames.length === 0) continue;
      for (const subscriber of subscribers) {
        const handed = fresh?.get(subscriber);
        if (handed === undefined) subscriber.outlet.pushLive(frames, this.#source, firstSeq);
        else this.#handRest(subscriber, tick, handed);
      }
    }
  }

  /** Gives one subscriber, who is going, what this tick has so far. */
  handTo(subscriber: Subscriber, tick: readonly Ticking[]): void {
    this.#handRest(subscriber, tick, this.#fresh?.get(subscriber) ?? 0);
  }

  #handRest(subscriber: Subscriber, tick: readonly Ticking[], handed: number): void {
    const rest = tick.filter(({ event }) => event.seq > handed);
    const firstSeq = rest[0]?.event.seq;
    if (firstSeq === undefined) return;
    const frames = framesOf(rest, subscriber.encoding);
    if (frames.length > 0) subscriber.outlet.pushLive(frames, this.#source, firstSeq);
  }

  #begin(subscriber: Subscriber): void {
    switch (subscriber.encoding) {
      case 'json':
        this.#json = [subscriber];
        break;
      case 'deflated':
        this.#deflated = [subscriber];
        break;
      case 'plain':
        this.#plain = [subscriber];
        break;
    }
  }

  #of(encoding: Encoding): Subscriber[] {
    if (encoding === 'deflated') return this.#deflated;
    return encoding === 'json' ? this.#json : this.#plain;
  }
}

/** What goes to all subscribers of one encoding, built once (FAN-2). */
function framesOf(tick: readonly Ticking[], encoding: Encoding): Buffer {
  const frames = encoding === 'plain' ? plainFrames(tick) : tick.map(({ json }) => jsonFrame(json, encoding));
  const [first] = frames;
  return first && frames.length === 1 ? first : Buffer.concat(frames);
}

function jsonFrame(json: SharedFrame, encoding: 'json' | 'deflated'): Buffer {
  return encoding === 'json' ? json.whole : json.deflated;
}

function plainFrames(tick: readonly Ticking[]): Buffer[] {
  return tick.map(({ event }) => plainFrame(event)).filter((one) => one !== null);
}
