import { LOBBY } from '@teahouse/protocol/ids';
import { type Decision, type Draft, type Rule, refuse, type Signature, signature } from '../decision.ts';
import { entering } from './membership.ts';

export const register: Rule<'register'> = {
  needs: ({ author }) => [
    { fact: 'user', user: author },
    { fact: 'room', room: LOBBY },
  ],

  decide(facts, { author, name, tokenHash }): Decision {
    const lobby = facts.room(LOBBY);
    if (!lobby || facts.user(author)) return refuse('internal');
    const newcomer = signature(author, name);
    const [joined, roomJoined] = entering(newcomer, {
      room: LOBBY,
      name: lobby.name,
      kind: lobby.kind,
      seq: lobby.head + 1,
      n: lobby.n,
      members: lobby.members + 1,
    });
    return { ok: true, events: [registered(newcomer), joined, roomJoined], tokenHash };
  },
};

/** The first event of a person's own stream. */
export function registered(who: Signature): Draft {
  return { type: 'registered', user: who.by, ...who, ...(who.from === undefined ? {} : { name: who.from }) };
}
