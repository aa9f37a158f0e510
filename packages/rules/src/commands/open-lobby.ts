import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import { accept, type Rule } from '../decision.ts';

/** Signs what nobody in particular did. Nobody can log in as it. */
export const HOUSE = 'u_teahouseteahouse' as UserId;

export const openLobby: Rule<'open_lobby'> = {
  needs: () => [{ fact: 'room', room: LOBBY }],
  decide(facts) {
    if (facts.room(LOBBY)) return accept();
    return accept({ type: 'room_created', room: LOBBY, by: HOUSE, name: 'lobby', kind: 'open', members: 0 });
  },
};
