import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { RoomKind } from '@teahouse/protocol/events';
import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';
import type { OpenRoom, Person } from '@teahouse/protocol/server-frames';
import { normalName } from '@teahouse/protocol/text';
import { arrange } from './arrange.ts';
import { ChatError } from './chat-error.ts';
import { Connection } from './connection.ts';
import { type ConnectionState, connectionState } from './connection-state.ts';
import { Copies } from './copies.ts';
import { createRoom } from './create-room.ts';
import { type FilesPage, listFiles } from './files.ts';
import { Keeper } from './keeper.ts';
import type { MessageListener } from './live-messages.ts';
import { listMembers } from './members.ts';
import { listOpenRooms } from './open-rooms.ts';
import type { OutboxEntry } from './outbox.ts';
import { createParts, type Parts } from './parts.ts';
import type { Platform } from './platform.ts';
import { Reception } from './reception.ts';
import type { RoomCopy } from './room-copy.ts';
import { seqAt } from './seq-at.ts';

export type { ConnectionState } from './connection-state.ts';

export interface ChatOptions {
  /** The address of `/ws`, for instance `ws://localhost:8080/ws`. */
  readonly url: string;
  /** The name of a new guest. Someone who has an identity keeps theirs. */
  readonly name?: string;
  readonly platform: Platform;
}

/**
 * A person's chat without a screen: connected as long as it can be, every room as it is, every message
 * sent once. What can be read here is always the present state; `onChange` says when to look again.
 * Promises reject with a ChatError.
 */
export class Chat implements Disposable {
  readonly #platform: Platform;
  readonly #parts: Parts;
  readonly #copies: Copies;
  readonly #connection: Connection;
  readonly #keeper: Keeper;
  readonly #signals: Disposable[] = [];
  #state: 'new' | 'started' | 'disposed' = 'new';
  #openRooms: readonly OpenRoom[] = [];

  constructor({ url, name, platform }: ChatOptions) {
    this.#platform = platform;
    this.#parts = createParts(platform, name, (question) => this.#connection.send(question));
    this.#copies = new Copies(this.#parts, () => this.#connection.retreat());
    this.#connection = new Connection(platform, url, new Reception(this.#parts, this.#copies));
    this.#keeper = new Keeper(platform, this.#parts.changes, this.#copies.sync);
  }

  /** Loads who this is, what waits and what was last seen, then connects. Rejects if the first two cannot be read. */
  async start(): Promise<void> {
    if (this.#state !== 'new') return;
    this.#state = 'started';
    await Promise.all([this.#parts.guest.load(), this.#parts.outbox.load()]);
    if (this.#isStarted) await this.#keeper.start(this.me?.id);
    if (!this.#isStarted) return;
    const { signals } = this.#platform;
    this.#signals.push(
      signals.onOnline(() => this.#connection.phase.phase !== 'refused' && this.#connection.reconnect()),
      signals.onVisible(() => this.#connection.wake()),
      signals.onHidden(() => this.#keeper.saveNow()),
    );
    this.#connection.reconnect();
  }

  get connection(): ConnectionState {
    const { phase, attempt } = this.#connection;
    return connectionState(phase, attempt, this.#copies.sync.missing);
  }

  /** Null until this person is known: from the store, or from the first welcome. */
  get me(): Person | null {
    return this.#copies.sync.own?.person ?? this.#parts.guest.person;
  }

  /** The rooms this person is in. */
  get rooms(): ReadonlyMap<RoomId, RoomCopy> {
    return this.#copies.rooms;
  }

  /** As of the last `refreshOpenRooms`. */
  get openRooms(): readonly OpenRoom[] {
    return this.#openRooms;
  }

  /** Everything that waits to be sent, also for rooms this person is not in any more. */
  get outbox(): readonly OutboxEntry[] {
    return this.#parts.outbox.entries;
  }

  /** Puts a message in the outbox. Throws a ChatError `outbox_full`. Beyond a limit, `mentions` are only words. */
  send(room: RoomId, text: string, { mentions = [] }: { mentions?: readonly UserId[] } = {}): CommandId {
    return this.#parts.outbox.add(room, text, mentions);
  }

  /** Sends a failed message again. */
  retry(id: CommandId): void {
    this.#parts.outbox.retry(id);
  }

  /** Takes a message back that is not known to be sent. */
  discard(id: CommandId): void {
    this.#parts.outbox.discard(id);
  }

  /** Resolves once the room is among `rooms`. */
  async createRoom(name: string, kind: RoomKind = 'open', members: UserId[] = []): Promise<RoomId> {
    const room = await createRoom(this.#parts, name, kind, members);
    await this.#copies.arrival(room);
    return room;
  }

  /** Resolves once the room is among `rooms`. */
  async join(room: RoomId): Promise<void> {
    await this.#parts.requests.insist({ type: 'join', id: this.#parts.newId(), room });
    await this.#copies.arrival(room);
  }

  async leave(room: RoomId): Promise<void> {
    await this.#parts.requests.insist({ type: 'leave', id: this.#parts.newId(), room });
  }

  async rename(name: string): Promise<void> {
    if (normalName(name) === null) throw new ChatError('bad_name');
    await this.#parts.requests.insist({ type: 'rename', id: this.#parts.newId(), name });
  }

  /** Changes what this person wants of a room, on all their devices. What is not given stays as it is. */
  arrange(room: RoomId, wanted: Partial<Arrangement>): Promise<void> {
    return arrange(this.#parts, room, wanted);
  }

  /** Loads messages before the oldest one shown. Nothing happens while it is at it, or when there are none. */
  loadOlder(room: RoomId): Promise<void> {
    return this.#copies.turn(room, (log, history) => history.loadOlder(log));
  }

  /** Loads messages after the newest one shown, until the newest of all is. */
  loadNewer(room: RoomId): Promise<void> {
    return this.#copies.turn(room, (log, history) => history.loadNewer(log));
  }

  /** Shows the messages around a seq, and keeps that place whatever is said. A later wish overtakes an earlier one. */
  lookAt(room: RoomId, seq: number): Promise<void> {
    return this.#copies.turn(room, (log, history) => history.lookAt(log, seq));
  }

  /** The reader is not at the newest message: new ones shall not push out what is shown. */
  holdPlace(room: RoomId): void {
    void this.#copies.turn(room, (log) => log.timeline.hold());
  }

  /** The newest messages are shown, and the rest is let go. */
  backToNewest(room: RoomId): void {
    void this.#copies.turn(room, (log, history) => history.backToNewest(log));
  }

  /** This person has read the room up to an event. A step back changes nothing. */
  markRead(room: RoomId, seq: number): void {
    void this.#copies.turn(room, (log) => {
      const place = { seq: Math.min(seq, log.seq), n: log.runningNumber(seq) };
      this.#parts.markers.move(room, place, this.#copies.sync.own?.room(room)?.read ?? 0);
    });
  }

  /** This person is writing in the room. Call it as often as there are keystrokes. */
  typing(room: RoomId): void {
    if (this.#connection.phase.phase !== 'open' || !this.#parts.typing.shouldTell(room)) return;
    this.#connection.send({ type: 'typing', room });
  }

  /** From now on the room's `presence` is known. */
  watchPresence(room: RoomId): void {
    this.#parts.presence.watch(room);
  }

  async refreshOpenRooms(): Promise<void> {
    this.#openRooms = await listOpenRooms(this.#parts.requests, this.#parts.newId);
    this.#parts.changes.notify();
  }

  /** Everyone in a room, in the order they registered, up to a limit. */
  members(room: RoomId): Promise<readonly Person[]> {
    return listMembers(this.#parts, room);
  }

  /** The newest messages of a room that came with a file, or those before the seq `before`. */
  files(room: RoomId, from?: { readonly before?: number }): Promise<FilesPage> {
    return listFiles(this.#parts, room, from);
  }

  /** The first message at or after a time in ms since 1970, to jump to; null if nothing was said since. */
  seqAt(room: RoomId, atMs: number): Promise<number | null> {
    return seqAt(this.#parts, room, atMs);
  }

  /** Tells each message as it is said, by whomever; never history, nor what is only caught up with. */
  onMessage(listener: MessageListener): () => void {
    return this.#parts.liveMessages.listen(listener);
  }

  /** Calls back once after everything that changed in a turn. Returns the way to stop that. */
  onChange(listener: () => void): () => void {
    return this.#parts.changes.listen(listener);
  }

  /** Does not wait for the next try; also tries again where the server said not to come back. */
  reconnectNow(): void {
    if (this.#state === 'started') this.#connection.reconnect();
  }

  /** Forgets who this is, with all that was to be sent. `start` begins again as somebody new. */
  async logout(): Promise<void> {
    this.#stop();
    this.#state = 'new';
    this.#copies.sync.clear();
    this.#parts.outbox.clear();
    await this.#keeper.clear();
    await this.#parts.guest.forget();
    this.#parts.changes.notify();
  }

  [Symbol.dispose](): void {
    this.#stop();
    this.#state = 'disposed';
  }

  get #isStarted(): boolean {
    return this.#state === 'started';
  }

  #stop(): void {
    for (const signal of this.#signals.splice(0)) signal[Symbol.dispose]();
    this.#connection.stop();
    this.#keeper.stop();
    this.#parts.requests[Symbol.dispose]();
    this.#parts.markers[Symbol.dispose]();
    this.#parts.typing[Symbol.dispose]();
  }
}
