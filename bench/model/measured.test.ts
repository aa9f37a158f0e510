import assert from 'node:assert/strict';
import test from 'node:test';
import { COSTS } from './costs.ts';
import { MEASURED_HOUSE } from './house.ts';
import { figureIn, page, rowOf } from './page-table.ts';
import { closedLoop } from './simulation/closed-loop.ts';
import { committed } from './simulation/committers.ts';
import { returnStorm } from './simulation/return-storm.ts';
import type { Workload } from './workload.ts';

/** How far the model may be from what was measured: the machine itself is as far from one hour to the next. */
const FACTOR_MAX = 1.3;
const PERFORMANCE = page('performance.md');
/** Without the tables of what was compared with itself. */
const FIGURES = PERFORMANCE.split('\n## Figures')[1]?.split('\n## ')[0] ?? '';

function assertNear(modelled: number, measured: number, what: string): void {
  const factor = Math.max(modelled / measured, measured / modelled);
  assert.ok(
    factor <= FACTOR_MAX,
    `${what}: ${measured} was measured, the model says ${modelled.toPrecision(3)}`,
  );
}

/** People who say only what a closed loop has them say. */
function crowd(connections: number, roomSize: number): Workload {
  const rest = {
    roomsPerPerson: 1,
    messagesPerPersonAndSecond: 0,
    connectionSeconds: Number.POSITIVE_INFINITY,
  };
  return { name: 'bench', connections, roomSize, ...rest };
}

const oneRoom = (senders: number) =>
  closedLoop({
    workload: crowd(1_000, 1_000),
    senders,
    rooms: 1,
    inFlight: 1,
    house: MEASURED_HOUSE,
    seconds: 3,
  });

const ONE_ROOM = [
  { senders: 10, row: 'one room, 1,000 clients, 10 senders' },
  { senders: 100, row: 'the same, 100 senders' },
  { senders: 1, row: 'the same, 1 sender ' },
] as const;

for (const { senders, row } of ONE_ROOM) {
  test(`one room with ${senders} of 1,000 talking comes out as it was measured`, () => {
    const [, figures = ''] = rowOf(FIGURES, row);
    const [deliveries, median] = figures.split('median');
    const modelled = oneRoom(senders);
    assertNear(modelled.deliveriesPerCpuSecond, figureIn(deliveries), 'deliveries a CPU-second');
    assertNear(modelled.medianMs, figureIn(median), 'median ms');
  });
}

test('500 rooms of 10 come out as they were measured', () => {
  const [, deliveries] = rowOf(PERFORMANCE, '500 rooms of 10');
  const workload = crowd(5_000, 10);
  const modelled = closedLoop({
    workload,
    senders: 1,
    rooms: 500,
    inFlight: 1,
    house: MEASURED_HOUSE,
    seconds: 3,
  });
  assertNear(modelled.deliveriesPerCpuSecond, figureIn(deliveries), 'deliveries a CPU-second');
});

test('acknowledged messages come out as they were measured', () => {
  const [, acknowledged] = rowOf(PERFORMANCE, 'acknowledged messages a second');
  const workload = crowd(100, 1);
  const modelled = closedLoop({
    workload,
    senders: 1,
    rooms: 100,
    inFlight: 64,
    house: MEASURED_HOUSE,
    seconds: 3,
  });
  assertNear(modelled.messagesPerSecond, figureIn(acknowledged), 'a second');
});

test('9,000 who come back at once are back when they were measured to be', () => {
  const [, seconds] = rowOf(PERFORMANCE, '9,000 clients come back');
  const storm = { workload: crowd(9_000, 9_000), returning: 9_000, atOnceMax: 400, firstWaitMicros: 0 };
  assertNear(returnStorm({ ...storm, house: MEASURED_HOUSE }).seconds, figureIn(seconds), 'seconds');
});

test('an idle client takes the memory that was measured', () => {
  const [, kib] = rowOf(FIGURES, '9,000 idle clients');
  assertNear(COSTS.client.memoryKib, figureIn(kib), 'KiB');
});

const { sqlite, postgres, bus } = COSTS;
const sqliteBatch = (messages: number, rooms: number) =>
  sqlite.batchMicros + sqlite.messageMicros * messages + sqlite.roomMicros * rooms;
const databaseBatch = (messages: number, rooms: number) =>
  postgres.batchMicros + postgres.messageMicros * messages + postgres.roomMicros * rooms;
const nodeBatch = (messages: number, rooms: number) =>
  postgres.nodeBatchMicros + postgres.nodeMessageMicros * messages + postgres.nodeRoomMicros * rooms;
const batchMs = (messages: number) =>
  (messages / committed({ nodes: 1, messages, rooms: messages, areShared: false })) * 1_000;
const threeNodes = (rooms: number, areShared: boolean) =>
  committed({ nodes: 3, messages: 100, rooms, areShared });

/** A row of “The parts, one by one”, and what the model makes of it. */
const PARTS: readonly (readonly [row: string, modelled: () => number])[] = [
  ['SQLite: 10 messages in one room, CPU µs', () => sqliteBatch(10, 1)],
  ['SQLite: 500 messages in 500 rooms, CPU µs', () => sqliteBatch(500, 500)],
  ['SQLite: 2,000 messages in 100 rooms, CPU µs', () => sqliteBatch(2_000, 100)],
  ['PostgreSQL: a batch of 1 message, ms', () => batchMs(1)],
  ['PostgreSQL: 100 messages in 100 rooms, ms', () => batchMs(100)],
  ['PostgreSQL: 500 messages in 500 rooms, ms', () => batchMs(500)],
  ['PostgreSQL: a batch of 1 message, CPU µs of the node', () => nodeBatch(1, 1)],
  ['PostgreSQL: a batch of 1 message, CPU µs of the database', () => databaseBatch(1, 1)],
  ['PostgreSQL: 100 messages in one room, CPU µs of the node', () => nodeBatch(100, 1)],
  ['PostgreSQL: 100 messages in one room, CPU µs of the database', () => databaseBatch(100, 1)],
  ['PostgreSQL: 500 messages in 500 rooms, CPU µs of the node', () => nodeBatch(500, 500)],
  ['PostgreSQL: 500 messages in 500 rooms, CPU µs of the database', () => databaseBatch(500, 500)],
  [
    'PostgreSQL: 3 nodes at once, each in 100 rooms of its own, messages a second',
    () => threeNodes(100, false),
  ],
  ['PostgreSQL: 3 nodes at once, all in one room, messages a second', () => threeNodes(1, true)],
  ['PostgreSQL: bytes a message, stored', () => postgres.storedBytes],
  ['PostgreSQL: bytes a message, in its log', () => postgres.logBytes],
  ['look at heads: CPU µs of the node, a stream', () => postgres.nodeHeadMicros],
  ['look at heads: CPU µs of the database, a stream', () => postgres.headMicros],
  ['who comes back: CPU µs of the node for its questions', () => postgres.nodeReturnMicros],
  ['who comes back: CPU µs of the database for its questions', () => postgres.returnMicros],
  ['a room that is opened: CPU µs of the node', () => postgres.nodeOpenRoomMicros],
  ['a room that is opened: CPU µs of the database', () => postgres.openRoomMicros],
  ['bus: CPU µs to seal and hand over a message', () => bus.publishMicros],
  ['bus: CPU µs to take a message', () => bus.takeMicros],
  ['bus: CPU µs of NATS, a message in', () => bus.natsInMicros],
  ['bus: CPU µs of NATS, a message out', () => bus.natsOutMicros],
  ['bus: bytes of a message', () => bus.messageBytes],
  ['bus: KiB of the node, a stream listened to', () => bus.nodeStreamKib],
  ['bus: KiB of NATS, a stream listened to', () => bus.natsStreamKib],
];

test('each part costs what was measured', () => {
  for (const [row, modelled] of PARTS)
    assertNear(modelled(), figureIn(rowOf(PERFORMANCE, `${row} |`)[1]), row);
});
