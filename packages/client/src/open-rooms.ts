import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import { PAGE_ROOMS_MAX } from '@teahouse/protocol/limits';
import type { OpenRoom } from '@teahouse/protocol/server-frames';
import type { Requests } from './requests.ts';

/** Open rooms in the list. Later made ones are not listed; who knows their id may still join. */
export const OPEN_ROOMS_MAX = 1_000;

/** The server's open rooms, oldest first. Rejects with a ChatError. */
export async function listOpenRooms(
  requests: Requests,
  newId: () => CommandId,
): Promise<readonly OpenRoom[]> {
  const rooms: OpenRoom[] = [];
  while (rooms.length < OPEN_ROOMS_MAX) {
    const last: RoomId | undefined = rooms.at(-1)?.room;
    const after = last === undefined ? {} : { after: last };
    const page = await requests.insist({ type: 'rooms', id: newId(), limit: PAGE_ROOMS_MAX, ...after });
    rooms.push(...page.rooms);
    if (!page.more || page.rooms.length === 0) break;
  }
  return rooms.slice(0, OPEN_ROOMS_MAX);
}
