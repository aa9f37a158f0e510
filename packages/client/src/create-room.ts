import type { RoomKind } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import { FIRST_MEMBERS_MAX } from '@teahouse/protocol/limits';
import { normalName } from '@teahouse/protocol/text';
import { ChatError } from './chat-error.ts';
import type { Parts } from './parts.ts';

/** Makes a room. Too large a frame would cost the connection, so what the server would refuse is refused here. */
export async function createRoom(
  { requests, newId }: Pick<Parts, 'requests' | 'newId'>,
  name: string,
  kind: RoomKind,
  members: UserId[],
): Promise<RoomId> {
  if (normalName(name) === null) throw new ChatError('bad_name');
  if (members.length > FIRST_MEMBERS_MAX) throw new ChatError('bad_field');
  const { room } = await requests.insist({ type: 'create_room', id: newId(), name, kind, members });
  if (room === undefined) throw new ChatError('internal');
  return room;
}
