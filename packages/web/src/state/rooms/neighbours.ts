import type { RoomId } from '@teahouse/protocol/ids';

interface Listed {
  readonly room: RoomId;
  readonly unread: number;
}

/** The room after this one in a list, or with a step of -1 before it, around in a circle. */
export function roomBeside(rooms: readonly Listed[], current: RoomId | null, step: 1 | -1): RoomId | null {
  const at = rooms.findIndex(({ room }) => room === current);
  const from = at === -1 && step === -1 ? 0 : at;
  return rooms.at((from + step) % rooms.length)?.room ?? null;
}

/** The same among rooms with something unread. */
export function unreadBeside(rooms: readonly Listed[], current: RoomId | null, step: 1 | -1): RoomId | null {
  const candidates = rooms.filter(({ room, unread }) => unread > 0 || room === current);
  const beside = roomBeside(candidates, current, step);
  return beside === current ? null : beside;
}
