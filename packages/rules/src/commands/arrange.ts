import { accept, acceptUnchanged, type Decision, type Rule, refuse, signed } from '../decision.ts';

export const arrange: Rule<'arrange'> = {
  needs: ({ author, room }) => [
    { fact: 'user', user: author },
    { fact: 'membership', room, user: author },
  ],

  decide(facts, command): Decision {
    const { author, room } = command;
    const before = facts.membership(room, author);
    if (!before) return refuse('not_a_member');
    const { pinned = before.pinned, notify = before.notify, place = before.place } = command;
    const isSame = pinned === before.pinned && notify === before.notify && place === before.place;
    if (isSame) return acceptUnchanged(facts, author);
    return accept({
      type: 'room_arranged',
      user: author,
      ...signed(facts, author),
      room,
      pinned,
      notify,
      place,
    });
  },
};
