import type { CommandId, RandomBytes, RoomId, UserId } from '@teahouse/protocol/ids';
import { LOBBY } from '@teahouse/protocol/ids';
import { Chat } from '../chat.ts';
import { memoryCopies, memoryIdentity, memoryOutbox } from '../memory-store.ts';
import type { CopyStore, Identity, IdentityStore, OutboxStore, Platform } from '../platform.ts';
import type { RoomCopy } from '../room-copy.ts';
import { FakeNetwork } from './fake-network.ts';
import { FakeServer } from './fake-server.ts';
import { ManualClock } from './manual-clock.ts';

/** Chance that is the same in every run: a generator of Weyl's, good enough for ids and jitter. */
export function seededRandom(seed = 1): RandomBytes {
  let state = seed;
  return (sizeBytes) =>
    Uint8Array.from({ length: sizeBytes }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}

/** What a test hands in of its own. */
export interface TableOptions {
  readonly outbox?: OutboxStore;
  readonly identity?: IdentityStore;
  readonly copies?: CopyStore;
  readonly server?: FakeServer;
  readonly seed?: number;
}

/** One chat at a fake server, with time and network in the hands of the test. */
export class Table implements Disposable {
  readonly clock = new ManualClock();
  readonly server: FakeServer;
  readonly network: FakeNetwork;
  readonly chat: Chat;
  readonly online = new Set<() => void>();
  readonly visible = new Set<() => void>();
  readonly hidden = new Set<() => void>();
  #said = 0;

  constructor({ server = new FakeServer(), outbox, identity, copies, seed }: TableOptions = {}) {
    this.server = server;
    this.network = new FakeNetwork(server.accept);
    const platform: Platform = {
      clock: this.clock,
      random: seededRandom(seed),
      identity: identity ?? memoryIdentity(),
      outbox: outbox ?? memoryOutbox(),
      copies: copies ?? memoryCopies(),
      signals: {
        onOnline: (listener) => joining(this.online, listener),
        onVisible: (listener) => joining(this.visible, listener),
        onHidden: (listener) => joining(this.hidden, listener),
      },
      connect: (_url, listener) => this.network.connect(listener),
    };
    this.chat = new Chat({ url: 'ws://test/ws', name: 'Ming', platform });
  }

  get lobby(): RoomCopy {
    const room = this.chat.rooms.get(LOBBY);
    if (!room) throw new Error('not in the lobby');
    return room;
  }

  get me(): UserId {
    if (!this.chat.me) throw new Error('nobody yet');
    return this.chat.me.id;
  }

  async start(): Promise<this> {
    await this.chat.start();
    await this.network.flush();
    return this;
  }

  /** Lets the network carry what was asked, and gives the answer. */
  async answered<Result>(asking: Promise<Result>): Promise<Result> {
    const settled = asking.then(
      (answer) => () => answer,
      (error: unknown) => () => {
        throw error;
      },
    );
    await this.network.flush();
    return (await settled)();
  }

  /** Somebody else says something. */
  say(author: UserId, text = `${++this.#said}`, room: RoomId = LOBBY): void {
    const id = `c_${author}_${++this.#said}` as CommandId;
    const outcome = this.server.store.commit({ type: 'send', id, author, room, text });
    if (!outcome.ok) throw new Error(outcome.code);
  }

  /** Time passes, and the network carries what is said meanwhile. */
  async pass(byMs: number): Promise<void> {
    await this.clock.advance(byMs, () => this.network.flush());
    await this.network.flush();
  }

  /** The connection breaks, and after the wait there is a new one. */
  async reconnect(): Promise<void> {
    this.network.link.cut();
    await this.waitForTry();
  }

  /** Until the chat tries again by itself, and as far as that goes. */
  async waitForTry(): Promise<void> {
    const { connection } = this.chat;
    if (connection.state !== 'offline') throw new Error(`not waiting: ${connection.state}`);
    await this.pass(connection.retryAtMs - this.clock.nowMs());
  }

  [Symbol.dispose](): void {
    this.chat[Symbol.dispose]();
  }
}

/** An identity that is known from before. */
export function knownIdentity(identity: Identity): IdentityStore {
  const store = memoryIdentity();
  void store.save(identity);
  return store;
}

function joining(listeners: Set<() => void>, listener: () => void): Disposable {
  listeners.add(listener);
  return { [Symbol.dispose]: () => listeners.delete(listener) };
}
