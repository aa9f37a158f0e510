import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { send } from '../../testing/desk.ts';
import { anna, ming } from '../contract/people.ts';
import { StoreFailure } from '../log.ts';
import { TIME_LIMITS, type TimeLimits } from './connection.ts';
import { Cable } from './testing/cable.ts';
import { PostgresServer } from './testing/postgres-server.ts';
import { TestNode } from './testing/test-node.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());
let databases = 0;

interface Line extends AsyncDisposable {
  readonly node: TestNode;
  readonly cable: Cable;
  readonly database: string;
}

/** A node with Ming and Anna in the lobby, and the line that leads from it to its database. */
async function nodeOnLine(limits?: TimeLimits): Promise<Line> {
  const database = `line_${++databases}`;
  await server.run(`CREATE DATABASE ${database}`);
  const cable = await Cable.to(server.port);
  const node = await TestNode.open(server.url(database, cable.port), limits);
  await node.settle(ming, anna);
  return {
    node,
    cable,
    database,
    async [Symbol.asyncDispose]() {
      await node[Symbol.asyncDispose]();
      await cable[Symbol.asyncDispose]();
    },
  };
}

const hello = send(ming, 'hello', LOBBY, 'c_hello');
const hellos = async (node: TestNode) => (await node.events()).filter(({ id }) => id === 'c_hello').length;

test('[R4] [LOG-3] a commit whose answer is lost is called unavailable, and its repeat finds what was done', async () => {
  await using line = await nodeOnLine();
  const { node, cable } = line;
  cable.cutAtNextCommit();
  await assert.rejects(node.do(hello), unavailable);
  assert.equal(await hellos(node), 1);
  const outcome = await node.do(hello);
  assert.deepEqual(outcome, { ok: true, stream: LOBBY, seq: 4 });
  assert.equal(await hellos(node), 1);
  assert.deepEqual(node.fatal, []);
});

test('[R4] a connection that breaks before the commit leaves nothing behind', async () => {
  await using line = await nodeOnLine();
  const { node, cable } = line;
  const breaking = node.store.log.transaction(async (transaction) => {
    await transaction.load([{ fact: 'room', room: LOBBY }]);
    cable.mend();
    return transaction.load([{ fact: 'user', user: ming }]);
  });
  await assert.rejects(breaking, unavailable);
  assert.deepEqual(await node.do(hello), { ok: true, stream: LOBBY, seq: 4 });
});

test('[R4] a connection that is ended while nobody uses it is not noticed by anybody', async () => {
  await using line = await nodeOnLine();
  const { node, database } = line;
  await node.events();
  await server.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database}'`);
  await server.until(
    `SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '${database}')`,
  );
  assert.equal((await node.do(hello)).ok, true);
  assert.equal(await hellos(node), 1);
});

test('[LOG-1] [R4] while the server is down commands are refused, and what was acknowledged is there afterwards', async () => {
  await using line = await nodeOnLine();
  const { node } = line;
  assert.equal((await node.do(hello)).ok, true);
  await server.stop('at once');
  for (let turn = 0; turn < 3; turn++) {
    await assert.rejects(node.do(send(anna, 'is anybody there?', LOBBY, 'c_down')), unavailable);
    await assert.rejects(node.events(), unavailable);
  }
  await server.startAgain();
  assert.equal(await hellos(node), 1);
  assert.deepEqual(await node.do(send(anna, 'is anybody there?', LOBBY, 'c_down')), {
    ok: true,
    stream: LOBBY,
    seq: 5,
  });
  assert.deepEqual(node.fatal, []);
});

test('[R16] what a dead line swallows is given up in time, and a new line is taken', async () => {
  const limits = { ...TIME_LIMITS, connectMs: 1_000, answerMs: 1_000 };
  await using line = await nodeOnLine(limits);
  const { node, cable } = line;
  await node.events();
  cable.swallow();
  await assert.rejects(node.do(hello), unavailable);
  await assert.rejects(node.events(), unavailable);
  await assert.rejects(node.do(hello), unavailable);
  cable.mend();
  assert.equal((await node.do(hello)).ok, true);
  assert.equal(await hellos(node), 1);
});

test('[R26] whoever asks when all connections are busy waits, and is refused when it takes too long', async () => {
  await using line = await nodeOnLine({ ...TIME_LIMITS, connectMs: 1_000 });
  const { node, database } = line;
  const asked = Array.from({ length: 100 }, () => node.store.archive.head(LOBBY));
  assert.ok((await Promise.all(asked)).every(({ head }) => head === 3));
  await server.run('BEGIN; LOCK TABLE streams', database, async () => {
    const waiting = Array.from({ length: 20 }, () => node.store.archive.head(LOBBY));
    const late = await Promise.allSettled(waiting.slice(8));
    assert.ok(late.every((one) => one.status === 'rejected' && unavailable(one.reason)));
    void Promise.allSettled(waiting);
  });
  assert.equal((await node.store.archive.head(LOBBY)).head, 3);
});

test('[R15] [R30] how far streams are is told at once, however many wait to be read to', async () => {
  await using line = await nodeOnLine();
  const { archive } = line.node.store;
  await server.run('BEGIN; LOCK TABLE events', line.database, async () => {
    const waiting = Array.from({ length: 50 }, () =>
      archive.recent(LOBBY, { events: 10, sizeBytes: 1_000_000 }),
    );
    const read = Promise.allSettled(waiting).then(() => 'those who wait');
    const heads = archive.heads([LOBBY]).then((found) => found.get(LOBBY));
    assert.equal(await Promise.race([read, heads]), 3);
    void read;
  });
});

test('[R29] a store that is closed finishes what it does, and refuses what comes later', async () => {
  await using line = await nodeOnLine();
  const { node } = line;
  const doing = node.do(hello);
  const reading = node.store.archive.head(LOBBY);
  const closing = node.store.close();
  assert.equal((await doing).ok, true);
  assert.ok((await reading).head >= 3);
  await closing;
  await assert.rejects(node.do(send(anna, 'too late')), unavailable);
  await assert.rejects(node.store.archive.head(LOBBY), unavailable);
});

function unavailable(error: unknown): boolean {
  return error instanceof StoreFailure && error.code === 'storage_unavailable' && !error.fatal;
}
