import { ROOM_ID_PATTERN, type RoomId } from '@teahouse/protocol/ids';
import { titleOf } from '../names.ts';
import type { Context } from './command.ts';

/** A room by its name or id. Null if there is none, or several; the person has been told then. */
export async function findRoom({ chat, terminal, texts }: Context, wanted: string): Promise<RoomId | null> {
  const own = [...chat.rooms.values()];
  if (chat.rooms.has(wanted as RoomId)) return wanted as RoomId;
  const isWanted = (room: Parameters<typeof titleOf>[0]) =>
    titleOf(room, texts).toLowerCase() === wanted.toLowerCase();
  let found = own.filter(isWanted).map(({ room }) => room);
  if (found.length === 0) {
    await chat.refreshOpenRooms();
    found = chat.openRooms.filter(isWanted).map(({ room }) => room);
  }
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) terminal.tell([texts.severalRooms(wanted), ...found].join('\n  '));
  else if (ROOM_ID_PATTERN.test(wanted)) return wanted as RoomId;
  else terminal.tell(texts.noRoomCalled(wanted));
  return null;
}
