import type { Scenario } from './scenario.ts';
import { acknowledged } from './scenarios/acknowledged.ts';
import { returning } from './scenarios/come-back.ts';
import { compressedPages } from './scenarios/compressed-pages.ts';
import { compressedRoom, compressedRooms } from './scenarios/compressed-rooms.ts';
import { besides, gateways, gatewaysOfRooms } from './scenarios/gateways.ts';
import { history } from './scenarios/history.ts';
import { idle } from './scenarios/idle.ts';
import { manyRooms } from './scenarios/many-rooms.ts';
import { nodeDies } from './scenarios/node-dies.ts';
import { nodesAcknowledged } from './scenarios/nodes-acknowledged.ts';
import { oneRoom } from './scenarios/one-room.ts';
import { pageCrowd } from './scenarios/page-crowd.ts';
import { pageFlood } from './scenarios/page-flood.ts';
import { pageOpening } from './scenarios/page-opening.ts';
import { pagePaging } from './scenarios/page-paging.ts';

/** Every row of the bench and what Teahouse should reach in it, with history durable and everything on. */
export const SCENARIOS: readonly Scenario[] = [
  oneRoom(10, [
    { atLeast: 10, times: 'tutorial' },
    { atLeast: 1, times: 'Bun publish' },
  ]),
  oneRoom(100, [{ atLeast: 40, times: 'tutorial' }]),
  oneRoom(1, []),
  gateways(10, []),
  gateways(100, []),
  gatewaysOfRooms(),
  besides(10),
  besides(100),
  manyRooms([{ atLeast: 1, times: 'tutorial' }]),
  idle([{ atMost: 10 }]),
  returning([{ atMost: 5 }]),
  acknowledged([{ atLeast: 30_000 }]),
  nodesAcknowledged(100, 64),
  nodesAcknowledged(10, 1),
  nodeDies([{ atMost: 5 }]),
  history([{ atMost: 5 }]),
  compressedRoom('short', [{ atLeast: 0.9, times: 'compression off' }]),
  compressedRoom('long', []),
  compressedRooms([]),
  compressedPages([]),
  pageOpening('paintMs', [{ atMost: 1_500 }]),
  pageOpening('readyMs', [{ atMost: 2_500 }]),
  pageFlood([{ atMost: 100 }]),
  pageCrowd([{ atMost: 100 }]),
  pagePaging([{ atMost: 17 }]),
];
