import { STREAM_ID_PATTERN, type StreamId } from '@teahouse/protocol/ids';
import type { Clock } from '../../runtime/clock.ts';
import type { Bus, CommittedEvent, Listener } from '../bus.ts';
import { Listeners } from '../listeners.ts';
import { type LinkCounts, type LinkStatus, NatsLink } from './link.ts';
import { decode, encodeEvent, encodeHead, encodePassing, ORIGIN_BYTES } from './message.ts';
import { Seal } from './seal.ts';

/** One part of a subject. */
const CLUSTER_PATTERN = /^[A-Za-z0-9_-]{1,64}$/;

interface Parts {
  /** Of NATS: `nats://user:password@host:port`; see `connectionTo`. */
  readonly address: string;
  /**
   * Those who share a store hear each other. Name it after the life that the store is in: what a node says of
   * another life's events must not be taken for this one's.
   */
  readonly cluster: string;
  /** Shared by all nodes and known to nobody else: what is not sealed with it is not believed (S29). */
  readonly secret: Uint8Array;
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  readonly randomBytes: (sizeBytes: number) => Uint8Array;
  readonly onStatus: (status: LinkStatus, cause?: unknown) => void;
  /** A listener threw, or NATS complains. */
  readonly onTrouble: (error: unknown) => void;
}

export interface BusCounts extends Readonly<LinkCounts> {
  /** Messages with a seal that is not ours. */
  readonly forged: number;
  /** Messages that were sealed and make no sense. */
  readonly malformed: number;
}

/** Carries events between nodes over NATS, one subject for each stream. Only streams that are shown are subscribed to. */
export class NatsBus implements Bus, AsyncDisposable {
  readonly #link: NatsLink;
  readonly #listeners: Listeners;
  readonly #subscriptions = new Map<StreamId, Disposable>();
  readonly #seal: Seal;
  readonly #origin: Buffer;
  readonly #prefix: string;
  readonly #onTrouble: Parts['onTrouble'];
  #forged = 0;
  #malformed = 0;

  constructor({ cluster, secret, randomBytes, ...parts }: Parts) {
    if (!CLUSTER_PATTERN.test(cluster)) throw new RangeError(`${cluster} cannot be the name of a cluster`);
    this.#prefix = `teahouse.${cluster}.`;
    this.#seal = new Seal(secret);
    this.#origin = Buffer.from(randomBytes(ORIGIN_BYTES));
    this.#onTrouble = parts.onTrouble;
    this.#listeners = new Listeners(parts.onTrouble);
    this.#link = new NatsLink(parts);
  }

  /** While NATS is away nodes hear of each other's events by looking into the store. */
  get status(): LinkStatus {
    return this.#link.status;
  }

  get counts(): BusCounts {
    return { ...this.#link.counts, forged: this.#forged, malformed: this.#malformed };
  }

  publish(events: readonly CommittedEvent[]): void {
    for (const event of events) this.#listeners.tellEvent(event);
    for (const event of events) {
      try {
        this.#send(event);
      } catch (error) {
        this.#onTrouble(error);
      }
    }
  }

  pass(stream: StreamId, word: Uint8Array): void {
    try {
      const subject = this.#prefix + stream;
      const whole = this.#seal.close(subject, encodePassing(this.#origin, word));
      if (whole.length <= this.#link.messageBytesMax) this.#link.publish(subject, whole);
    } catch (error) {
      this.#onTrouble(error);
    }
  }

  subscribe(stream: StreamId, listener: Listener): Disposable {
    if (!STREAM_ID_PATTERN.test(stream)) throw new RangeError(`${stream} is no stream`);
    this.#listeners.set(stream, listener);
    if (!this.#subscriptions.has(stream)) {
      const subject = this.#prefix + stream;
      const subscription = this.#link.subscribe(subject, (bytes) => this.#take(stream, subject, bytes));
      this.#subscriptions.set(stream, subscription);
    }
    return {
      [Symbol.dispose]: () => {
        if (!this.#listeners.remove(stream, listener)) return;
        this.#subscriptions.get(stream)?.[Symbol.dispose]();
        this.#subscriptions.delete(stream);
      },
    };
  }

  /** Resolves when NATS has read all it was given before, or is away. */
  settle(): Promise<void> {
    return this.#link.settle();
  }

  /** Sends what is on its way, and nothing more. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#link.close();
  }

  /** What is too large, and what came with a file, is read from the store by whoever shows it. */
  #send(event: CommittedEvent): void {
    const subject = this.#prefix + event.stream;
    const whole = event.blob ? undefined : this.#seal.close(subject, encodeEvent(this.#origin, event));
    const isFitting = whole !== undefined && whole.length <= this.#link.messageBytesMax;
    this.#link.publish(
      subject,
      isFitting ? whole : this.#seal.close(subject, encodeHead(this.#origin, event.seq)),
    );
  }

  #take(stream: StreamId, subject: string, bytes: Uint8Array): void {
    const content = this.#seal.open(subject, bytes);
    if (!content) {
      this.#forged++;
      return;
    }
    const message = decode(stream, content);
    if (!message) this.#malformed++;
    // Its listeners have heard it already: see `publish`.
    else if (message.origin.equals(this.#origin)) return;
    else if (message.kind === 'event') this.#listeners.tellEvent(message.event);
    else if (message.kind === 'passing') this.#listeners.tellPassing(stream, message.word);
    else this.#listeners.tellHead(stream, message.seq);
  }
}
