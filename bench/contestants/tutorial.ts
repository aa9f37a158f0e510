import { RawSocket } from '../support/raw-socket.ts';
import type { Contestant, ContestantWithRooms, Member } from './contestant.ts';
import { onNode } from './peer.ts';

/** The loop that Teahouse grew from, on `ws`. */
export const tutorial: Contestant = {
  name: 'tutorial',
  command: onNode('tutorial.js'),
  enter: async (port, tally) => plainMember(await RawSocket.open({ port, path: '/' }, tally)),
};

/** The same loop for each room; a room is a path. */
export const tutorialRooms: ContestantWithRooms = {
  ...tutorial,
  command: onNode('tutorial-rooms.js'),
  fillRoom: (port, tally, room) => {
    const address = { port, path: `/${room.number}` };
    const members = Array.from({ length: room.members }, async () =>
      plainMember(await RawSocket.open(address, tally)),
    );
    return Promise.all(members);
  },
};

/** Text frames are messages, as in the tutorial. */
export function plainMember(socket: RawSocket): Member {
  return { socket, say: (text) => socket.say(text) };
}
