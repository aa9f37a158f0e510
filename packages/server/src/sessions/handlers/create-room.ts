import { hash } from 'node:crypto';
import { isUserStream, newRoomId, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { ActiveSession } from '../active-session.ts';
import type { Handler } from '../dispatch.ts';
import { answer } from './store.ts';

export const createRoom: Handler<'create_room'> = async (session, { id, name, kind, members = [] }) => {
  const room = kind === 'direct' ? directRoom(session, members) : newRoomId(session.services.random);
  const outcome = await session.services.engine.submit({
    type: 'create_room',
    id,
    author: session.user,
    room,
    name,
    kind,
    members,
  });
  // A repeat is answered with the room that the first made, which need not be the one named here.
  const stream = outcome.ok ? outcome.stream : undefined;
  const made = stream === undefined || isUserStream(stream) ? room : stream;
  answer(session, id, outcome, made);
};

/** The room of two people has an id that follows from them, so that it can be made only once. */
function directRoom(session: ActiveSession, members: readonly UserId[]): RoomId {
  const pair = [...new Set([session.user, ...members])].sort().join(' ');
  const digest = hash('sha256', pair, 'buffer');
  return newRoomId((sizeBytes) => digest.subarray(0, sizeBytes));
}
