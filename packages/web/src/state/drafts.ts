import type { RoomId } from '@teahouse/protocol/ids';

/** What was begun in each room and not sent, as long as the page is open. */
export class Drafts {
  readonly #texts = new Map<RoomId, string>();

  of(room: RoomId): string {
    return this.#texts.get(room) ?? '';
  }

  keep(room: RoomId, text: string): void {
    if (text === '') this.#texts.delete(room);
    else this.#texts.set(room, text);
  }
}
