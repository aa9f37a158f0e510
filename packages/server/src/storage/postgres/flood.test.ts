import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { StreamEvent } from '@teahouse/protocol/events';
import { LOBBY, type RoomId, type StreamId, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { told } from '@teahouse/rules/own-room';
import { Projections } from '@teahouse/rules/testing/projections';
import fc from 'fast-check';
import type { Asked } from '../../testing/desk.ts';
import { roomId, userId } from '../contract/people.ts';
import { PostgresServer } from './testing/postgres-server.ts';
import { TestNode } from './testing/test-node.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());
let databases = 0;

const people = ['ming', 'anna', 'lei', 'tom'].map(userId);
const rooms = [LOBBY, roomId('garden'), roomId('terrace')];

const who = fc.constantFrom(...people);
const where = fc.constantFrom(...rooms);
const some = fc.subarray(people);
const command: fc.Arbitrary<Asked<Command>> = fc.oneof(
  fc.record({ type: fc.constant('send'), author: who, room: where, text: fc.constant('x'), mentions: some }),
  fc.record({ type: fc.constantFrom('join', 'leave'), author: who, room: where }),
  fc.record({ type: fc.constant('read'), author: who, room: where, seq: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ type: fc.constant('arrange'), author: who, room: where, pinned: fc.boolean() }),
  fc.record({ type: fc.constant('rename'), author: who, name: fc.constantFrom('A', 'B', 'C') }),
  fc.record({
    type: fc.constant('create_room'),
    author: who,
    room: where,
    name: fc.constant('tea'),
    kind: fc.constant('open'),
    members: fc.constant([]),
  }),
);
const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 6 }), { minLength: 10, maxLength: 40 });

test('[LOG-2] [LOG-5] [SYNC-4] whatever two nodes do at once, all that is kept follows from the log', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (asked) => {
      const database = `flood_${++databases}`;
      await server.run(`CREATE DATABASE ${database}`);
      await using one = await TestNode.open(server.url(database));
      await using other = await TestNode.open(server.url(database));
      await one.settle(...people);
      const nodes = [one, other];
      await Promise.all(asked.map((batch, index) => nodes[index % 2]?.commit(...batch)));
      await assertFollowsFromLog(one);
    }),
    { numRuns: 8 },
  );
});

/** Folds the logs anew and compares. People's streams come last: what they say of a room has happened there. */
async function assertFollowsFromLog(node: TestNode): Promise<void> {
  const projections = new Projections();
  const logs = new Map<StreamId, readonly StreamEvent[]>();
  for (const stream of [...rooms, ...people]) {
    const events = await node.events<StreamEvent>(stream);
    logs.set(stream, events);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
    );
    for (const event of events) projections.take(event);
  }
  for (const user of people) await assertStanding(node, user, { projections, logs });
}

async function assertStanding(
  { store }: TestNode,
  user: UserId,
  { projections, logs }: { projections: Projections; logs: ReadonlyMap<StreamId, readonly StreamEvent[]> },
): Promise<void> {
  const standing = await store.archive.roomsOf(user);
  assert.equal(standing.person.name, projections.users.get(user));
  assert.equal(standing.me.head, logs.get(user)?.length);
  const expected = projections.roomsOf(user).map((id) => summary(id, user, { projections, logs }));
  const byRoom = (one: { room: RoomId }, two: { room: RoomId }) => (one.room < two.room ? -1 : 1);
  const epoch = store.archive.epoch;
  assert.deepEqual(
    standing.rooms.toSorted(byRoom),
    expected.map((room) => ({ ...room, epoch })).toSorted(byRoom),
  );
  for (const room of rooms) assertWasInside(logs.get(room) ?? [], user);
}

function summary(
  id: RoomId,
  user: UserId,
  { projections, logs }: { projections: Projections; logs: ReadonlyMap<StreamId, readonly StreamEvent[]> },
) {
  const room = projections.room(id, logs.get(id) ?? []);
  const membership = projections.membership(id, user);
  assert.ok(room && membership);
  const inside = [...people].filter((one) => projections.membership(id, one));
  assert.equal(room.members, inside.length, 'as many as are in it');
  return { room: id, ...room, ...told(membership) };
}

/** Nobody says or hears anything in a room after they left it. */
function assertWasInside(events: readonly StreamEvent[], user: UserId): void {
  let isInside = false;
  for (const event of events) {
    if (event.type === 'message')
      assert.ok(isInside || !(event.by === user || event.mentions?.includes(user)));
    if (event.by !== user) continue;
    if (event.type === 'joined' || event.type === 'room_created') isInside = true;
    if (event.type === 'left') isInside = false;
  }
}
