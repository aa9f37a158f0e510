import {
  type ConnectionOptions,
  connect,
  type NatsConnection,
  type Subscription,
} from '@nats-io/transport-node';
import type { Clock } from '../../runtime/clock.ts';
import { Unconfirmed } from '../unconfirmed.ts';
import { connectionTo } from './address.ts';
import { redialDelayMs } from './redial.ts';

/** How long reaching NATS may take, until it greets. */
const DIAL_MS_MAX = 3_000;
/** NATS is asked so often whether it is still there; after two answers that did not come it is not. */
const PING_EVERY_MS = 1_000;
const PINGS_OPEN_MAX = 2;
/** How long what was said last may take to leave before the connection is closed. */
const CLOSE_MS_MAX = 1_000;
/** What a message costs besides its bytes and its subject. */
const OVERHEAD_BYTES = 32;

export type LinkStatus = 'connected' | 'away';

interface Parts {
  /** See `connectionTo`. */
  readonly address: string;
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** NATS came or went; `cause` is why it is away, if anybody knows. Told once for each change. */
  readonly onStatus: (status: LinkStatus, cause?: unknown) => void;
  /** NATS complains, such as about a subject that this node may not use. */
  readonly onTrouble: (error: unknown) => void;
}

/** What became of messages and connections since the start. */
export interface LinkCounts {
  /** Messages that were not sent, since NATS was away. */
  droppedAway: number;
  /** Messages that were not sent, since NATS did not read those before them. */
  droppedBehind: number;
  connectionsLost: number;
  /** Times that NATS said it cut us off, or would, since we do not read fast enough. */
  slowConsumer: number;
}

interface Interest {
  readonly onMessage: (bytes: Uint8Array) => void;
  subscription?: Subscription;
}

/**
 * A connection to NATS that is made anew, for ever, whenever it breaks. Each is a new one with all that is
 * listened to: nothing of the old one is relied on, so a NATS that forgot everything is as good as any. What is
 * published meanwhile is dropped and counted.
 */
export class NatsLink {
  readonly counts: LinkCounts = { droppedAway: 0, droppedBehind: 0, connectionsLost: 0, slowConsumer: 0 };
  readonly #parts: Parts;
  readonly #options: ConnectionOptions;
  readonly #interests = new Map<string, Interest>();
  readonly #running: Promise<void>;
  readonly #closing = Promise.withResolvers<void>();
  #isClosed = false;
  #open: { readonly nats: NatsConnection; readonly unconfirmed: Unconfirmed } | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#options = {
      ...connectionTo(parts.address),
      name: 'teahouse',
      // Own listeners have heard it before it was sent.
      noEcho: true,
      reconnect: false,
      timeout: DIAL_MS_MAX,
      pingInterval: PING_EVERY_MS,
      maxPingOut: PINGS_OPEN_MAX,
    };
    this.#running = this.#run();
  }

  get status(): LinkStatus {
    return this.#open ? 'connected' : 'away';
  }

  /** The longest message that NATS takes. */
  get messageBytesMax(): number {
    return this.#open?.nats.info?.max_payload ?? 0;
  }

  publish(subject: string, bytes: Uint8Array): void {
    const open = this.#open;
    const sizeBytes = bytes.length + subject.length + OVERHEAD_BYTES;
    if (!open) this.counts.droppedAway++;
    else if (!open.unconfirmed.admits(sizeBytes)) this.counts.droppedBehind++;
    else if (this.#send(open.nats, subject, bytes)) open.unconfirmed.add(sizeBytes);
    else this.counts.droppedAway++;
  }

  /** At most one listener for each subject; it must not throw. */
  subscribe(subject: string, onMessage: (bytes: Uint8Array) => void): Disposable {
    const interest: Interest = { onMessage };
    this.#interests.set(subject, interest);
    if (this.#open) this.#listen(this.#open.nats, subject, interest);
    return {
      [Symbol.dispose]: () => {
        if (this.#interests.get(subject) === interest) this.#interests.delete(subject);
        interest.subscription?.unsubscribe();
      },
    };
  }

  /** Resolves when NATS has read all it was given before, or is away. */
  async settle(): Promise<void> {
    const nats = this.#open?.nats;
    if (nats) await Promise.race([confirm(nats), nats.closed()]);
  }

  /** Sends what is on its way, and connects no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const { promise: tooLong, resolve } = Promise.withResolvers<void>();
    using _ = this.#parts.clock.after(CLOSE_MS_MAX, resolve);
    await Promise.race([this.settle(), tooLong]);
    this.#closing.resolve();
    await this.#open?.nats.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let failed = 0; !this.#isClosed; failed++) {
      try {
        const nats = await connect(this.#options);
        failed = 0;
        await this.#serve(nats);
      } catch (error) {
        // Told once, and not at each try of a long night.
        if (failed === 0) this.#parts.onStatus('away', error);
      }
      await this.#pause(redialDelayMs(failed, this.#parts.random));
    }
  }

  /** Until the connection breaks. */
  async #serve(nats: NatsConnection): Promise<void> {
    if (this.#isClosed) return nats.close();
    this.#open = { nats, unconfirmed: new Unconfirmed(() => confirm(nats)) };
    for (const [subject, interest] of this.#interests) this.#listen(nats, subject, interest);
    const noticing = this.#notice(nats);
    this.#parts.onStatus('connected');
    const cause = await nats.closed();
    await noticing;
    this.#open = null;
    for (const interest of this.#interests.values()) delete interest.subscription;
    if (this.#isClosed) return;
    this.counts.connectionsLost++;
    this.#parts.onStatus('away', cause);
  }

  #listen(nats: NatsConnection, subject: string, interest: Interest): void {
    const callback = (error: Error | null, message: { readonly data: Uint8Array }) => {
      if (!error) interest.onMessage(message.data);
    };
    try {
      interest.subscription = nats.subscribe(subject, { callback });
    } catch {
      // It is breaking just now. The next connection listens to everything.
    }
  }

  /** False if the connection is breaking just now. */
  #send(nats: NatsConnection, subject: string, bytes: Uint8Array): boolean {
    try {
      nats.publish(subject, bytes);
      return true;
    } catch {
      return false;
    }
  }

  async #notice(nats: NatsConnection): Promise<void> {
    for await (const status of nats.status()) {
      // Left to itself, the client would first wait until all it was given is written.
      if (status.type === 'staleConnection') nats.close().catch(this.#parts.onTrouble);
      if (status.type !== 'error') continue;
      if (/slow consumer/i.test(status.error.message)) this.counts.slowConsumer++;
      else this.#parts.onTrouble(status.error);
    }
  }

  async #pause(delayMs: number): Promise<void> {
    if (this.#isClosed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    using _ = this.#parts.clock.after(delayMs, resolve);
    await Promise.race([promise, this.#closing.promise]);
  }
}

/** Resolves when all that was published before has been read. Stays open for ever if the connection breaks. */
function confirm(nats: NatsConnection): Promise<void> {
  return nats.flush();
}
