import type { Tally } from '../support/frame-counter.ts';
import type { RawSocket } from '../support/raw-socket.ts';

export type ContestantName =
  | 'Teahouse'
  | 'embedded store'
  | 'one gateway'
  | 'two gateways'
  | 'one server'
  | 'two servers'
  | 'compression off'
  | 'tutorial'
  | 'Socket.IO'
  | 'Bun publish'
  | 'bare ws';

/** A server under test, and how a client of it comes in and speaks. */
export interface Contestant {
  readonly name: ContestantName;
  /** Whether it may use every core, and takes its turn with the generator on one of them; if not, it has one to itself. */
  readonly usesAllCores?: boolean;
  /** The command that starts it. `data` is a folder of its own, which outlives the process. */
  command(port: number, data: string): readonly string[];
  /** Connects one client to the one room that all share. */
  enter(port: number, tally: Tally): Promise<Member>;
}

/** One that can also have many rooms. */
export interface ContestantWithRooms extends Contestant {
  /** Makes a room and connects its members. */
  fillRoom(port: number, tally: Tally, room: RoomPlan): Promise<readonly Member[]>;
}

export interface RoomPlan {
  readonly number: number;
  readonly members: number;
  /** How many of them, counted from the last, agree on compression with the server. None if absent. */
  readonly deflating?: number;
}

/** A client in a room. */
export interface Member {
  readonly socket: RawSocket;
  /** Says a text to the room, sender included. Returns the id that its answer will carry, if there will be one. */
  say(text: string): string | undefined;
}
