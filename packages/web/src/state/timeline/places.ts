import type { RoomId } from '@teahouse/protocol/ids';
import type { Place } from '../../platform/scroll-keeper.ts';

/** Where the reader left each room, as long as the page is open. A room that is not here was left at its newest. */
export class Places {
  readonly #places = new Map<RoomId, Place>();

  of(room: RoomId): Place | null {
    return this.#places.get(room) ?? null;
  }

  keep(room: RoomId, place: Place | null): void {
    if (place === null) this.#places.delete(room);
    else this.#places.set(room, place);
  }
}
