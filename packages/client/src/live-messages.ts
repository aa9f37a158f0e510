import type { Message, RoomEvent } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';

export type MessageListener = (message: Message) => void;

/** Where a copy of a room's log stands, and the last event the log is known to have. */
interface Progress {
  readonly seq: number;
  readonly head: number;
}

/**
 * Tells messages as they are said. A room begins to be told once its copy is level on this connection, so
 * nothing that is only caught up with, and no history, is ever news.
 */
export class LiveMessages {
  readonly #listeners = new Set<MessageListener>();
  readonly #level = new Set<RoomId>();

  /** Returns the way to stop listening. */
  listen(listener: MessageListener): () => void {
    const own: MessageListener = (message) => listener(message);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** A copy begins, or goes on with a new connection. */
  begins(room: RoomId, { seq, head }: Progress): void {
    if (seq === head) this.#level.add(room);
    else this.#level.delete(room);
  }

  /** The event is the last one that the copy has taken. */
  applied(event: RoomEvent, { seq, head }: Progress): void {
    const isNews = this.#level.has(event.room);
    if (seq === head) this.#level.add(event.room);
    if (event.type !== 'message' || !isNews) return;
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** What follows comes late: it is caught up with first. */
  fellBehind(room: RoomId): void {
    this.#level.delete(room);
  }
}
