import { RawSocket } from '../support/raw-socket.ts';
import type { Contestant } from './contestant.ts';
import { onBun } from './peer.ts';
import { plainMember } from './tutorial.ts';

/** Bun's own publish, which gathers what it sends in C++. */
export const bun: Contestant = {
  name: 'Bun publish',
  command: onBun('bun-publish.js'),
  enter: async (port, tally) => plainMember(await RawSocket.open({ port, path: '/' }, tally)),
};
