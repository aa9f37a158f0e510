import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';
import type { Person, ServerFrame } from '@teahouse/protocol/server-frames';
import { codeOf } from './chat-error.ts';
import type { Requests } from './requests.ts';

/** Who is in a room now. In a full room only `count` is told, and `here` is empty. */
export interface RoomPresence {
  readonly count: number;
  readonly here: ReadonlyMap<UserId, Person>;
}

/** Who is here, in the rooms that are looked at. What was known stays until a new connection tells anew. */
export class Presence {
  readonly #requests: Requests;
  readonly #newId: () => CommandId;
  readonly #watched = new Set<RoomId>();
  readonly #known = new Map<RoomId, RoomPresence>();

  constructor(requests: Requests, newId: () => CommandId) {
    this.#requests = requests;
    this.#newId = newId;
  }

  of(room: RoomId): RoomPresence | null {
    return this.#known.get(room) ?? null;
  }

  watch(room: RoomId): void {
    if (this.#watched.has(room)) return;
    this.#watched.add(room);
    void this.#ask(room);
  }

  connected(): void {
    for (const room of this.#watched) void this.#ask(room);
  }

  forget(room: RoomId): void {
    this.#watched.delete(room);
    this.#known.delete(room);
  }

  received({ room, count, here, came, went }: ServerFrame<'presence'>): void {
    if (!this.#watched.has(room)) return;
    const isChange = came !== undefined || went !== undefined;
    const people = new Map(isChange ? this.#known.get(room)?.here : null);
    for (const person of [...(here ?? []), ...(came ?? [])]) people.set(person.id, person);
    for (const user of went ?? []) people.delete(user);
    this.#known.set(room, { count, here: people });
  }

  /** The answer comes in by `received`, as every change does. */
  async #ask(room: RoomId): Promise<void> {
    try {
      await this.#requests.ask({ type: 'presence', id: this.#newId(), room });
    } catch (error) {
      if (codeOf(error) !== 'disconnected') this.forget(room);
    }
  }
}
