import type { RoomCopy } from '@teahouse/client/room-copy';
import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { RoomId } from '@teahouse/protocol/ids';

interface Wish {
  readonly wanted: Partial<Arrangement>;
  /** The room as it was when the server said yes. The event that says so, too, may come later. */
  readonly granted: Arrangement | null;
}

type Rooms = ReadonlyMap<RoomId, Pick<RoomCopy, keyof Arrangement>>;

/** How this person wants rooms to be while the server has not told so: shown at once, so that nothing jumps back. */
export class Wishes {
  readonly #wishes = new Map<RoomId, Wish>();

  for(room: RoomId): Partial<Arrangement> {
    return this.#wishes.get(room)?.wanted ?? {};
  }

  /** Waits for the server's answer. Rejects as the question does, and the wish is forgotten. */
  async make(
    room: RoomId,
    wanted: Partial<Arrangement>,
    asked: Promise<unknown>,
    rooms: Rooms,
  ): Promise<void> {
    const wish: Wish = { wanted: { ...this.for(room), ...wanted }, granted: null };
    this.#wishes.set(room, wish);
    try {
      await asked;
      const copy = rooms.get(room);
      if (copy && this.#wishes.get(room) === wish) {
        this.#wishes.set(room, { ...wish, granted: arrangementOf(copy) });
      }
    } catch (error) {
      this.#wishes.delete(room);
      throw error;
    }
  }

  /** Lets go of what has come true, or was overtaken by something else. */
  settle(rooms: Rooms): void {
    for (const [room, { wanted, granted }] of this.#wishes) {
      const copy = rooms.get(room);
      if (!copy) this.#wishes.delete(room);
      else if (granted && (!differs(copy, wanted) || differs(copy, granted))) this.#wishes.delete(room);
    }
  }
}

function arrangementOf({ pinned, notify, place }: Arrangement): Arrangement {
  return { pinned, notify, place };
}

function differs(room: Arrangement, from: Partial<Arrangement>): boolean {
  const { pinned = room.pinned, notify = room.notify, place = room.place } = from;
  return room.pinned !== pinned || room.notify !== notify || room.place !== place;
}
