import { ROOMS_PER_USER_MAX } from '@teahouse/protocol/limits';
import { accept, acceptUnchanged, type Decision, type Rule, refuse, signed } from '../decision.ts';
import { entering } from './membership.ts';

export const join: Rule<'join'> = {
  needs: ({ author, room }) => [
    { fact: 'user', user: author },
    { fact: 'rooms_of', user: author },
    { fact: 'room', room },
    { fact: 'membership', room, user: author },
  ],

  decide(facts, { author, room: id }): Decision {
    if (facts.membership(id, author)) return acceptUnchanged(facts, author);
    const room = facts.room(id);
    if (room?.kind !== 'open') return refuse('no_such_room');
    if (facts.roomsOf(author).length >= ROOMS_PER_USER_MAX) return refuse('too_many_rooms');
    return accept(
      ...entering(signed(facts, author), {
        room: id,
        name: room.name,
        kind: room.kind,
        seq: room.head + 1,
        n: room.n,
        members: room.members + 1,
      }),
    );
  },
};
