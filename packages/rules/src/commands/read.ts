import { accept, type Decision, type Rule, refuse, signed } from '../decision.ts';

export const read: Rule<'read'> = {
  needs: ({ author, room, seq }) => [
    { fact: 'user', user: author },
    { fact: 'membership', room, user: author },
    { fact: 'running_number', room, seq },
    { fact: 'mentions_after', room, user: author, seq },
  ],

  decide(facts, { author, room, seq }): Decision {
    const membership = facts.membership(room, author);
    if (!membership) return refuse('not_a_member');
    if (seq <= membership.read) return accept();
    const readN = facts.runningNumber(room, seq);
    if (readN === undefined) return refuse('bad_position');
    return accept({
      type: 'read',
      user: author,
      ...signed(facts, author),
      room,
      read: seq,
      read_n: readN,
      mentions: facts.mentionsAfter(room, author, seq),
    });
  },
};
