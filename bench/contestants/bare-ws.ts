import { RawSocket } from '../support/raw-socket.ts';
import type { Contestant } from './contestant.ts';
import { onNode } from './peer.ts';
import { plainMember } from './tutorial.ts';

/** `ws` with nothing on it: the floor for memory. */
export const bareWs: Contestant = {
  name: 'bare ws',
  command: onNode('bare-ws.js'),
  enter: async (port, tally) => plainMember(await RawSocket.open({ port, path: '/' }, tally)),
};
