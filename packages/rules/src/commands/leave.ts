import { accept, type Decision, type Rule, refuse, signed } from '../decision.ts';

export const leave: Rule<'leave'> = {
  needs: ({ author, room }) => [
    { fact: 'user', user: author },
    { fact: 'room', room },
    { fact: 'membership', room, user: author },
  ],

  decide(facts, { author, room: id }): Decision {
    const room = facts.room(id);
    if (!room || !facts.membership(id, author)) return refuse('not_a_member');
    const signature = signed(facts, author);
    return accept(
      { type: 'left', room: id, ...signature, members: room.members - 1 },
      { type: 'room_left', user: author, ...signature, room: id, left: room.head + 1 },
    );
  },
};
