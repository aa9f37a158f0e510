import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { type Asked, send } from '../../testing/desk.ts';
import { anna, garden, ming, roomId } from '../contract/people.ts';
import { StoreFailure } from '../log.ts';
import { TIME_LIMITS } from './connection.ts';
import { PostgresServer } from './testing/postgres-server.ts';
import { TestNode } from './testing/test-node.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());
let databases = 0;

interface Nodes extends AsyncDisposable {
  readonly one: TestNode;
  readonly other: TestNode;
  readonly url: string;
}

/** Two nodes on one new database, with Ming and Anna in the lobby. */
async function twoNodes(limits = TIME_LIMITS): Promise<Nodes> {
  const database = `two_${++databases}`;
  await server.run(`CREATE DATABASE ${database}`);
  const url = server.url(database);
  const one = await TestNode.open(url, limits);
  const other = await TestNode.open(url, limits);
  await one.settle(ming, anna);
  return {
    one,
    other,
    url,
    async [Symbol.asyncDispose]() {
      await Promise.all([one, other].map((node) => node[Symbol.asyncDispose]()));
    },
  };
}

test('[LOG-2] two nodes that write to one room at once give each event a place of its own', async () => {
  await using nodes = await twoNodes();
  const { one, other } = nodes;
  const batches = Array.from({ length: 40 }, (_, batch) => ({
    node: batch % 2 === 0 ? one : other,
    asked: [1, 2, 3].map((number) => send(batch % 4 < 2 ? ming : anna, `${batch} ${number}`)),
  }));
  const commits = await Promise.all(batches.map(({ node, asked }) => node.commit(...asked)));
  const events = await one.events();
  assert.deepEqual(await other.events(), events);
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
  const told = commits.flatMap(({ outcomes }) => outcomes.map((outcome) => outcome.ok && outcome.seq));
  assert.equal(new Set(told).size, 120);
  const said = events.flatMap((event) => (event.type === 'message' ? [event.text] : []));
  assert.deepEqual(said.toSorted(), batches.flatMap(({ asked }) => asked.map(({ text }) => text)).toSorted());
  assert.deepEqual(
    events.flatMap((event) => (event.type === 'message' ? [event.n] : [])),
    said.map((_, index) => index + 1),
  );
});

test('[LOG-3] [R5] the same command on two nodes at once is one event and two equal answers', async () => {
  await using nodes = await twoNodes();
  const { one, other } = nodes;
  const kinds: readonly ((turn: number) => Asked<Command>)[] = [
    (turn) => send(ming, `hello ${turn}`, LOBBY, `c_${turn}`),
    (turn) => ({ type: 'leave', author: anna, room: LOBBY, id: `c_${turn}` }),
    (turn) => ({ type: 'join', author: anna, room: LOBBY, id: `c_${turn}` }),
    (turn) => ({ type: 'rename', author: ming, name: `Ming ${turn}`, id: `c_${turn}` }),
    (turn) => {
      const room = roomId(`room${turn}`);
      return {
        type: 'create_room',
        author: ming,
        room,
        name: 'tea',
        kind: 'open',
        members: [],
        id: `c_${turn}`,
      };
    },
  ];
  for (let turn = 0; turn < 50; turn++) {
    const asked = kinds[turn % kinds.length]?.(turn) as Asked<Command>;
    const [here, there] = await Promise.all([one.do(asked), other.do(asked)]);
    assert.equal(here.ok, true, `${asked.type} ${turn}`);
    assert.deepEqual(there, here, `${asked.type} ${turn}`);
  }
  const ids = (await one.events()).filter(({ by }) => by === ming).map(({ id, type }) => `${id} ${type}`);
  assert.equal(new Set(ids).size, ids.length);
});

test('[LOG-3] [R5] whoever comes second to one place finds out by its index, and does it again', async () => {
  await using nodes = await twoNodes();
  const { one, other } = nodes;
  const before = one.runs + other.runs;
  // Nobody holds a lock on a room that is not there: both make it.
  for (let turn = 0; turn < 10; turn++) {
    const room = roomId(`room${turn}`);
    const create = (author: typeof ming) =>
      ({
        type: 'create_room',
        author,
        room,
        name: 'tea',
        kind: 'open',
        members: [],
        id: `c_${turn}`,
      }) as const;
    const outcomes = await Promise.all([one.do(create(ming)), other.do(create(anna))]);
    assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
    assert.equal((await one.events(room)).length, 1);
  }
  assert.ok(one.runs + other.runs > before + 20, 'at least one of them did it twice');
});

test('[LOG-5] [R18] nothing is said by someone who is leaving on the other node', async () => {
  await using nodes = await twoNodes();
  const { one, other } = nodes;
  for (let turn = 0; turn < 20; turn++) {
    const said = Promise.all([1, 2, 3].map((number) => other.do(send(anna, `${turn} ${number}`))));
    await one.do({ type: 'leave', author: anna, room: LOBBY });
    for (const outcome of await said) {
      if (!outcome.ok) assert.equal(outcome.code, 'not_a_member');
    }
    await other.do({ type: 'join', author: anna, room: LOBBY });
  }
  let isInside = false;
  for (const { type, by } of await one.events()) {
    if (by !== anna) continue;
    if (type === 'message') assert.ok(isInside);
    if (type === 'joined' || type === 'left') isInside = type === 'joined';
  }
});

test('[LOG-2] those who want the same streams in opposite order both get them', async () => {
  await using nodes = await twoNodes();
  const { one, other } = nodes;
  await one.do({
    type: 'create_room',
    author: ming,
    room: garden,
    name: 'garden',
    kind: 'open',
    members: [],
  });
  await one.do({ type: 'join', author: anna, room: garden });
  const mention = (author: typeof ming, user: typeof anna, room: RoomId) => ({
    ...send(author, 'you', room),
    mentions: [user],
  });
  const startedAtMs = performance.now();
  for (let turn = 0; turn < 10; turn++) {
    const commits = await Promise.all([
      one.commit({ type: 'rename', author: ming, name: `M${turn}` }, mention(ming, anna, garden)),
      other.commit({ type: 'rename', author: anna, name: `A${turn}` }, mention(anna, ming, LOBBY)),
      one.commit(mention(anna, ming, garden), mention(anna, ming, LOBBY)),
      other.commit(mention(ming, anna, LOBBY), { type: 'rename', author: ming, name: `N${turn}` }),
    ]);
    for (const { outcomes } of commits) assert.ok(outcomes.every(({ ok }) => ok));
  }
  // The server looks for a deadlock after a second. Nobody ever had to wait for that.
  assert.ok(performance.now() - startedAtMs < 10_000);
  const [row] = await server.run(`SELECT deadlocks FROM pg_stat_database WHERE datname = 'two_${databases}'`);
  assert.deepEqual(row, { deadlocks: '0' });
});

test('[R26] a room whose lock is held for long is refused after a while; other rooms and nodes go on', async () => {
  await using nodes = await twoNodes({ ...TIME_LIMITS, lockMs: 200 });
  const { one, other } = nodes;
  await one.do({
    type: 'create_room',
    author: anna,
    room: garden,
    name: 'garden',
    kind: 'open',
    members: [],
  });
  const letGo = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const holding = one.store.log.transaction(async (transaction) => {
    await transaction.load([{ fact: 'room', room: LOBBY }]);
    held.resolve();
    await letGo.promise;
  });
  await held.promise;
  const refused = assert.rejects(other.do(send(ming, 'hello', LOBBY, 'c_waits')), unavailable);
  const next = other.do(send(anna, 'hello', garden));
  await refused;
  assert.equal((await next).ok, true);
  // Whoever only reads does not notice.
  assert.equal((await other.events()).length, 3);
  letGo.resolve();
  await holding;
  assert.equal((await other.do(send(ming, 'hello', LOBBY, 'c_waits'))).ok, true);
});

test('[R26] a node that freezes in a transaction loses its locks, and commits nothing when it wakes', async () => {
  await using nodes = await twoNodes({ ...TIME_LIMITS, idleInTransactionMs: 500 });
  const { one, other } = nodes;
  const wake = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const frozen = one.store.log.transaction(async (transaction) => {
    await transaction.load([{ fact: 'room', room: LOBBY }]);
    held.resolve();
    await wake.promise;
    return transaction.load([{ fact: 'user', user: ming }]);
  });
  await held.promise;
  assert.equal((await other.do(send(ming, 'I go on'))).ok, true);
  wake.resolve();
  await assert.rejects(frozen, unavailable);
  assert.equal((await one.do(send(anna, 'awake'))).ok, true);
  assert.deepEqual(one.fatal, []);
});

function unavailable(error: unknown): boolean {
  return error instanceof StoreFailure && error.code === 'storage_unavailable' && !error.fatal;
}
