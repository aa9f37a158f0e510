import { LOBBY, type RoomId } from '@teahouse/protocol/ids';

/** What decides where a room stands in the list. */
export interface Placed {
  readonly room: RoomId;
  readonly name: string;
  readonly pinned: boolean;
  /** Null until this person has moved the room, or another one past it. */
  readonly place: number | null;
}

export interface Sections<Room> {
  readonly pinned: readonly Room[];
  readonly others: readonly Room[];
}

/** Between rooms that are counted through anew. Wide enough to halve it about fifty times. */
const STEP = 1;

/** The rooms as they are listed, pinned ones apart. */
export function inSections<Room extends Placed>(rooms: Iterable<Room>, locale: string): Sections<Room> {
  const order = inOrder(rooms, locale);
  return { pinned: order.filter(({ pinned }) => pinned), others: order.filter(({ pinned }) => !pinned) };
}

/** By place; then those without one, the lobby first, then by name. */
export function inOrder<Room extends Placed>(rooms: Iterable<Room>, locale: string): Room[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const rank = ({ room }: Placed) => (room === LOBBY ? 0 : 1);
  return [...rooms].sort(
    (a, b) =>
      comparePlaces(a.place, b.place) ||
      rank(a) - rank(b) ||
      collator.compare(a.name, b.name) ||
      (a.room < b.room ? -1 : 1),
  );
}

/**
 * The places to give so that the room at `from` of a section comes to stand at `to`. Mostly that is one number
 * between two neighbours; rooms above it that had no place yet are given one, too.
 */
export function placesAfterMove(
  section: readonly Placed[],
  from: number,
  to: number,
): ReadonlyMap<RoomId, number> {
  const moved = section[from];
  if (!moved || from === to) return new Map();
  const order = section.toSpliced(from, 1).toSpliced(to, 0, moved);
  const above = order[to - 1];
  const place = between(above, order[to + 1]);
  if (place !== null) return new Map([[moved.room, place]]);
  return countedThrough(order, to);
}

/** Null if there is no number between the two. */
function between(above: Placed | undefined, below: Placed | undefined): number | null {
  if (above?.place === null) return null;
  const low = above?.place ?? null;
  const high = below?.place ?? null;
  if (high === null) return (low ?? -STEP) + STEP;
  if (low === null) return high - STEP;
  const middle = low + (high - low) / 2;
  return low < middle && middle < high ? middle : null;
}

/** Every room down to `last`, and every one below that has a place, gets the next number. */
function countedThrough(order: readonly Placed[], last: number): ReadonlyMap<RoomId, number> {
  const lastPlaced = order.findLastIndex(({ place }) => place !== null);
  const counted = order.slice(0, Math.max(last, lastPlaced) + 1);
  return new Map(counted.map(({ room }, index) => [room, index * STEP]));
}

function comparePlaces(one: number | null, other: number | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one - other;
}
