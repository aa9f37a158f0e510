import type { Scenario } from './scenario.ts';
import { acknowledged } from './scenarios/acknowledged.ts';
import { returning } from './scenarios/come-back.ts';
import { history } from './scenarios/history.ts';
import { idle } from './scenarios/idle.ts';
import { manyRooms } from './scenarios/many-rooms.ts';
import { oneRoom } from './scenarios/one-room.ts';

/** Every row of the bench and what Teahouse should reach in it, with history durable and everything on. */
export const SCENARIOS: readonly Scenario[] = [
  oneRoom(10, [
    { atLeast: 10, times: 'tutorial' },
    { atLeast: 1, times: 'Bun publish' },
  ]),
  oneRoom(100, [{ atLeast: 40, times: 'tutorial' }]),
  oneRoom(1, []),
  manyRooms([{ atLeast: 1, times: 'tutorial' }]),
  idle([{ atMost: 10 }]),
  returning([{ atMost: 5 }]),
  acknowledged([{ atLeast: 30_000 }]),
  history([{ atMost: 5 }]),
];
