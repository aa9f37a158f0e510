import { accept, acceptUnchanged, type Decision, type Rule, refuse, signed } from '../decision.ts';

export const rename: Rule<'rename'> = {
  needs: ({ author }) => [
    { fact: 'user', user: author },
    { fact: 'rooms_of', user: author },
  ],

  decide(facts, { author, name }): Decision {
    const user = facts.user(author);
    if (!user) return refuse('no_such_user');
    if (user.name === name) return acceptUnchanged(facts, author);
    const signature = signed(facts, author);
    return accept(
      { type: 'name_changed', user: author, ...signature, name },
      ...facts.roomsOf(author).map((room) => ({ type: 'renamed' as const, room, ...signature, name })),
    );
  },
};
