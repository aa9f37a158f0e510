import type { RandomBytes, UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { CopyChanges, KeptCopies } from './kept-copies.ts';
import type { OutboxEntry } from './outbox.ts';

/** What a chat needs of the place it runs in. Time, chance, identity and the network are handed in here. */
export interface Platform {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly identity: IdentityStore;
  readonly outbox: OutboxStore;
  readonly copies: CopyStore;
  readonly signals: Signals;
  /** Begins to open a socket and returns at once. */
  connect(url: string, listener: SocketListener): Socket;
}

/** The little of a WebSocket that a chat uses. */
export interface Socket {
  /** Hands a text frame to the network. After the close it is dropped: resuming makes that good. */
  send(text: string): void;
  /** Gives the socket up. The listener hears nothing more of it, not even the close. */
  close(): void;
}

export interface SocketListener {
  opened(): void;
  received(text: string): void;
  /** Said once, also if the socket never opened. */
  closed(code: number): void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Runs once, later. Dispose of it to prevent that. */
  setTimer(afterMs: number, run: () => void): Disposable;
}

/** Who this is. The token is the only proof of it. */
export interface Identity {
  readonly token: string;
  readonly user: Person;
}

export interface IdentityStore {
  load(): Promise<Identity | null>;
  save(identity: Identity): Promise<void>;
  clear(): Promise<void>;
}

/** Messages that are not acknowledged yet. Several chats of one person may share a store. */
export interface OutboxStore {
  /** In the order in which they were made. */
  load(): Promise<readonly OutboxEntry[]>;
  /** Resolves once the entry survives the end of this program. The same id replaces. */
  put(entry: OutboxEntry): Promise<void>;
  /** An id that is not there is no error. */
  remove(id: OutboxEntry['id']): Promise<void>;
}

/**
 * What rooms looked like lately, to be read before and without a connection. Whoever loses it loses nothing.
 * Several chats of one person may share a store: of each room it holds the copy that is furthest on.
 */
export interface CopyStore {
  /** What was kept for this person, never another's; null if nothing was. */
  load(user: UserId): Promise<KeptCopies | null>;
  /** All of it or nothing, for the person it tells of; what another person left is dropped. */
  save(changes: CopyChanges): Promise<void>;
  /** Forgets everything, whoever it was kept for. */
  clear(): Promise<void>;
}

/** Hints that a connection may be possible again, or that an old one may be dead. */
export interface Signals {
  /** The network came back, and with it perhaps another address. */
  onOnline(listener: () => void): Disposable;
  /** Somebody looks again: timers may have slept for hours. */
  onVisible(listener: () => void): Disposable;
  /** Nobody looks any more: this program may be stopped without another word. */
  onHidden(listener: () => void): Disposable;
}
