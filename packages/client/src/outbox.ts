import type { ErrorCode } from '@teahouse/protocol/errors';
import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';
import { MENTIONS_MAX } from '@teahouse/protocol/limits';
import { refuseText } from '@teahouse/protocol/text';
import { ChatError, codeOf } from './chat-error.ts';
import type { Clock, OutboxStore } from './platform.ts';
import type { Requests } from './requests.ts';
import { Sent } from './sent.ts';

/** Messages waiting, failed ones among them. One more is refused with `outbox_full`. */
export const OUTBOX_ENTRIES_MAX = 500;

/** A message of this person that the server has not acknowledged. */
export interface OutboxEntry {
  readonly id: CommandId;
  readonly room: RoomId;
  readonly text: string;
  /** People who are meant. Absent if nobody is. */
  readonly mentions?: readonly UserId[];
  readonly createdAtMs: number;
  readonly state: 'pending' | 'failed';
  /** Why it failed. */
  readonly code?: ErrorCode;
}

export interface OutboxOptions {
  readonly clock: Clock;
  readonly store: OutboxStore;
  readonly requests: Requests;
  readonly newId: () => CommandId;
  readonly changed: () => void;
}

/**
 * Messages on their way. Each is stored before it is shown and sent, and sent until it is answered, on this
 * connection or after the next start, always under the same id: so it happens once (LOG-3), also when two
 * tabs share a store (R20). One message of a room is under way at a time, so none overtakes another.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #sent: Sent;
  #entries = new Map<CommandId, OutboxEntry>();
  readonly #unsaved = new Set<CommandId>();
  readonly #busyRooms = new Set<RoomId>();
  #isConnected = false;
  #lastCreatedAtMs = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#sent = new Sent(options.clock);
  }

  /** Takes up what an earlier run, or another tab, has left. */
  async load(): Promise<void> {
    const stored = await this.#options.store.load();
    this.#putFirst(stored);
    this.#sendAll();
    this.#options.changed();
  }

  get entries(): readonly OutboxEntry[] {
    return [...this.#entries.values()].filter(({ id }) => !this.#unsaved.has(id));
  }

  /** What a room's copy that stands at `seq` does not show yet: acknowledged but not arrived, then the rest. */
  pending(room: RoomId, seq: number): readonly OutboxEntry[] {
    return [...this.#sent.after(room, seq), ...this.entries.filter((entry) => entry.room === room)];
  }

  /** Throws a ChatError if there is no place for it. */
  add(room: RoomId, text: string, mentions: readonly UserId[] = []): CommandId {
    if (this.#entries.size >= OUTBOX_ENTRIES_MAX) throw new ChatError('outbox_full');
    const id = this.#options.newId();
    // Always later than the one before, so that the order can be told after a restart.
    this.#lastCreatedAtMs = Math.max(this.#options.clock.nowMs(), this.#lastCreatedAtMs + 1);
    const meant = [...new Set(mentions)].slice(0, MENTIONS_MAX);
    const message = { id, room, text, ...(meant.length > 0 ? { mentions: meant } : {}) };
    this.#submit({ ...message, createdAtMs: this.#lastCreatedAtMs, state: 'pending' });
    return id;
  }

  /** Sends a failed message again, after those that wait. */
  retry(id: CommandId): void {
    const entry = this.#failed(id);
    if (!entry) return;
    this.#entries.delete(id);
    const { code: _, ...message } = entry;
    this.#submit({ ...message, state: 'pending' });
  }

  /** Takes a message back that is not known to be sent. If only its answer was lost, it is in the room all the same. */
  discard(id: CommandId): void {
    if (this.#entries.has(id)) this.#drop(id);
  }

  /** The message is in the log, as its answer or the event itself says. */
  acknowledge(id: CommandId, seq: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#sent.add(entry, seq);
    this.#drop(id);
  }

  /** The room's log was taken back: what was acknowledged lately is sent again, before what waits. */
  resend(room: RoomId): void {
    this.resendAfter(room, 0);
  }

  /**
   * What was acknowledged and has not arrived in a copy that stands at `seq` is sent again: the server may be one whose
   * backup was restored meanwhile. Where it has the message, it answers with its place.
   */
  resendAfter(room: RoomId, seq: number): void {
    const again = this.#sent.takeAfter(room, seq);
    if (again.length === 0) return;
    this.#putFirst(again);
    for (const entry of again) this.#save(entry);
    this.#options.changed();
  }

  /** `copySeq` tells where a room's copy stands. */
  connected(copySeq: (room: RoomId) => number): void {
    this.#isConnected = true;
    for (const room of this.#sent.rooms) this.resendAfter(room, copySeq(room));
    this.#sendAll();
  }

  disconnected(): void {
    this.#isConnected = false;
  }

  /** Forgets everything: the messages were another person's. */
  clear(): void {
    for (const id of [...this.#entries.keys()]) this.#drop(id);
    this.#sent.clear();
  }

  #failed(id: CommandId): OutboxEntry | undefined {
    const entry = this.#entries.get(id);
    return entry?.state === 'failed' ? entry : undefined;
  }

  /** What the server would refuse for its text is refused here: too long a frame would cost the connection. */
  #submit(entry: OutboxEntry): void {
    const code = refuseText(entry.text);
    this.#save(code === null ? entry : { ...entry, state: 'failed', code });
  }

  #save(entry: OutboxEntry): void {
    this.#entries.set(entry.id, entry);
    this.#unsaved.add(entry.id);
    void this.#options.store
      .put(entry)
      // Without a store that works, a message is only less safe: it ends with this program.
      .catch(() => {})
      .then(() => {
        this.#unsaved.delete(entry.id);
        this.#options.changed();
        return this.#sendRoom(entry.room);
      });
  }

  #fail(entry: OutboxEntry, code: ErrorCode): void {
    const failed: OutboxEntry = { ...entry, state: 'failed', code };
    this.#entries.set(entry.id, failed);
    this.#options.store.put(failed).catch(() => {});
    this.#options.changed();
  }

  #drop(id: CommandId): void {
    this.#entries.delete(id);
    // If this fails, it is sent again after the next start and answered as the repeat it is.
    this.#options.store.remove(id).catch(() => {});
    this.#options.changed();
  }

  #putFirst(entries: readonly OutboxEntry[]): void {
    this.#entries = new Map([...entries.map((entry) => [entry.id, entry] as const), ...this.#entries]);
  }

  #sendAll(): void {
    for (const { room } of this.#entries.values()) void this.#sendRoom(room);
  }

  async #sendRoom(room: RoomId): Promise<void> {
    if (this.#busyRooms.has(room)) return;
    this.#busyRooms.add(room);
    while (this.#isConnected) {
      const entry = this.#next(room);
      if (!entry) break;
      await this.#send(entry);
    }
    this.#busyRooms.delete(room);
  }

  /** The oldest that is not refused. One that is not stored yet holds up those after it. */
  #next(room: RoomId): OutboxEntry | undefined {
    const waiting = [...this.#entries.values()].find(
      (entry) => entry.room === room && entry.state === 'pending',
    );
    return waiting && !this.#unsaved.has(waiting.id) ? waiting : undefined;
  }

  async #send(entry: OutboxEntry): Promise<void> {
    const { id, room, text, mentions } = entry;
    try {
      const meant = mentions ? { mentions: [...mentions] } : {};
      const { seq } = await this.#options.requests.ask({ type: 'send', id, room, text, ...meant });
      this.acknowledge(id, seq ?? 0);
    } catch (error) {
      const code = codeOf(error);
      // Sent again on the next connection: whether it was done is not known.
      if (code === 'disconnected') return;
      if (this.#entries.has(id)) this.#fail(entry, code as ErrorCode);
    }
  }
}
