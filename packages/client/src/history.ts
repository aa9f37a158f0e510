import type { Message } from '@teahouse/protocol/events';
import type { CommandId } from '@teahouse/protocol/ids';
import { codeOf } from './chat-error.ts';
import type { Requests } from './requests.ts';
import type { RoomLog } from './room-log.ts';
import { Turns } from './turns.ts';

/** Messages asked for at a time: a few screens. */
export const HISTORY_PAGE_MESSAGES = 50;
/** Pages asked for at a time, so that somebody in 500 rooms does not ask for 500 at once. */
const PAGES_AT_ONCE = 4;

/** Loads what was said before the part of a room that is at hand. */
export class History {
  readonly #requests: Requests;
  readonly #newId: () => CommandId;
  readonly #seen: (message: Message) => void;
  readonly #turns = new Turns(PAGES_AT_ONCE);
  readonly #loading = new Set<RoomLog>();

  /** `seen` hears of every message that comes, for one of them may be an answer that was lost. */
  constructor(requests: Requests, newId: () => CommandId, seen: (message: Message) => void) {
    this.#requests = requests;
    this.#newId = newId;
    this.#seen = seen;
  }

  /** Does nothing while it is at it already, or when there is no more. Rejects with a ChatError. */
  async loadOlder(log: RoomLog): Promise<void> {
    if (this.#loading.has(log) || !log.timeline.hasOlder) return;
    this.#loading.add(log);
    try {
      await this.#turns.take(() => this.#load(log));
    } finally {
      this.#loading.delete(log);
    }
  }

  /** The first page of a copy that has none. If it fails, the next welcome tries again. */
  async loadNewest(log: RoomLog): Promise<void> {
    if (log.timeline.events.length > 0) return;
    await this.loadOlder(log).catch(codeOf);
  }

  async #load({ timeline, state: { room } }: RoomLog): Promise<void> {
    const before = timeline.from;
    const limit = HISTORY_PAGE_MESSAGES;
    const page = await this.#requests.insist({ type: 'history', id: this.#newId(), room, before, limit });
    timeline.prepend(before, page);
    for (const message of page.messages) this.#seen(message);
  }
}
