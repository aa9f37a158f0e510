import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Tally } from '../support/frame-counter.ts';
import { RawSocket } from '../support/raw-socket.ts';
import type { ContestantWithRooms, Member } from './contestant.ts';

export const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
export const LOBBY = 'lobby';

export const teahouse: ContestantWithRooms = {
  name: 'Teahouse',
  command: (port, data) => [
    process.execPath,
    MAIN,
    ...['serve', '--port', String(port), '--data', data, '--limits', 'off'],
  ],
  enter: async (port, tally) => memberOf(LOBBY, await greet(port, tally, { name: 'bench' })),
  fillRoom: async (port, tally, room) => {
    const first = await greet(port, tally, { name: 'bench' });
    const name = `bench ${room.number}`;
    const created = await ask(first.socket, { type: 'create_room', id: 'create', name, kind: 'open' });
    const id = String(created.room);
    const others = Array.from({ length: room.members - 1 }, async (_, index) => {
      const offersDeflate = index + 1 >= room.members - (room.deflating ?? 0);
      const guest = await greet(port, tally, { name: 'bench' }, { offersDeflate });
      await ask(guest.socket, { type: 'join', id: 'join', room: id });
      return memberOf(id, guest);
    });
    return [memberOf(id, first), ...(await Promise.all(others))];
  },
};

/** With so many threads that hold sockets, on every core. */
export function withGateways(name: 'one gateway' | 'two gateways', count: number): ContestantWithRooms {
  const command: ContestantWithRooms['command'] = (port, data) => [
    ...teahouse.command(port, data),
    ...['--gateways', String(count)],
  ];
  return { ...teahouse, name, command, usesAllCores: true };
}

export type Frame = Readonly<Record<string, unknown>>;

export interface Guest {
  readonly socket: RawSocket;
  readonly welcome: Frame;
}

/** The same with nothing compressed for anybody. */
export const uncompressed: ContestantWithRooms = {
  ...teahouse,
  name: 'compression off',
  command: (port, data) => [...teahouse.command(port, data), '--compression', 'off'],
};

/** Connects and says hello with these fields. */
export async function greet(
  port: number,
  tally: Tally,
  hello: Frame,
  { offersDeflate = false } = {},
): Promise<Guest> {
  const socket = await RawSocket.open({ port, path: '/ws', offersDeflate }, tally);
  const welcome = heardFrame(socket, (frame) => frame.type === 'welcome' || frame.type === 'error');
  socket.say(helloText(hello));
  const frame = await welcome;
  if (frame.type === 'error') throw new Error(`hello was refused: ${frame.code}`);
  return { socket, welcome: frame };
}

export function helloText(hello: Frame): string {
  return JSON.stringify({ type: 'hello', ...hello });
}

/** Sends a command and resolves with its answer. */
export async function ask(socket: RawSocket, command: Frame & { id: string }): Promise<Frame> {
  const answer = heardFrame(socket, (frame) => frame.id === command.id && !('seq' in frame && 'by' in frame));
  socket.say(JSON.stringify(command));
  const frame = await answer;
  if (frame.type === 'error') throw new Error(`${command.type} was refused: ${frame.code}`);
  return frame;
}

async function heardFrame(socket: RawSocket, wanted: (frame: Frame) => boolean): Promise<Frame> {
  const text = await socket.heard((text) => wanted(JSON.parse(text) as Frame));
  return JSON.parse(text) as Frame;
}

/** As the web client makes them: what is made of chance costs the index of a store more than what counts up. */
const randomId = () => `c_${Math.floor(Date.now() / 1000).toString(32)}${randomBytes(5).toString('hex')}`;

export function memberOf(room: string, { socket }: Guest): Member {
  return {
    socket,
    say: (text) => {
      const id = randomId();
      socket.say(JSON.stringify({ type: 'send', id, room, text }));
      return id;
    },
  };
}
