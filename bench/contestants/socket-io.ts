import { RawSocket } from '../support/raw-socket.ts';
import type { Contestant } from './contestant.ts';
import { onNode } from './peer.ts';

const CONNECT = '40';
const EVENT = '42';

/** Socket.IO's broadcast to a room, over WebSocket from the start. */
export const socketIo: Contestant = {
  name: 'Socket.IO',
  command: onNode('socket-io.js'),
  enter: async (port, tally) => {
    const socket = await RawSocket.open({ port, path: '/socket.io/?EIO=4&transport=websocket' }, tally);
    const connected = socket.heard((text) => text.startsWith(CONNECT));
    socket.say(CONNECT);
    await connected;
    return { socket, say: (text) => socket.say(`${EVENT}["message","${text}"]`) };
  },
};
