import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import type { OutboxEntry } from './outbox.ts';
import type { Clock } from './platform.ts';

/** So long is an acknowledged message remembered, for a server that turns out to have lost it. */
export const SENT_KEPT_MS = 600_000;
/** Acknowledged messages remembered. With one more, the oldest is forgotten. */
export const SENT_KEPT_MAX = 500;

interface SentMessage {
  readonly entry: OutboxEntry;
  readonly seq: number;
  readonly atMs: number;
}

/** Own messages that were acknowledged lately. */
export class Sent {
  readonly #clock: Clock;
  readonly #messages = new Map<CommandId, SentMessage>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(entry: OutboxEntry, seq: number): void {
    this.#messages.set(entry.id, { entry, seq, atMs: this.#clock.nowMs() });
    this.#forgetOld();
  }

  /** Those of a room whose event comes after `seq`. */
  after(room: RoomId, seq: number): readonly OutboxEntry[] {
    return this.#of(room)
      .filter((message) => message.seq > seq)
      .map(({ entry }) => entry);
  }

  /** The rooms that something was sent to. */
  get rooms(): ReadonlySet<RoomId> {
    return new Set([...this.#messages.values()].map(({ entry }) => entry.room));
  }

  /** Takes out what was sent to a room and comes after `seq`, in the order it was said. */
  takeAfter(room: RoomId, seq: number): readonly OutboxEntry[] {
    this.#forgetOld();
    const entries = this.after(room, seq);
    for (const { id } of entries) this.#messages.delete(id);
    return entries;
  }

  clear(): void {
    this.#messages.clear();
  }

  #of(room: RoomId): SentMessage[] {
    return [...this.#messages.values()]
      .filter(({ entry }) => entry.room === room)
      .sort((one, other) => one.seq - other.seq);
  }

  #forgetOld(): void {
    const sinceMs = this.#clock.nowMs() - SENT_KEPT_MS;
    for (const [id, { atMs }] of this.#messages) {
      if (atMs >= sinceMs && this.#messages.size <= SENT_KEPT_MAX) return;
      this.#messages.delete(id);
    }
  }
}
