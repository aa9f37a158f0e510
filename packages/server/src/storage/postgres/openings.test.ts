import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { send } from '../../testing/desk.ts';
import { ming } from '../contract/people.ts';
import { StoreFailure } from '../log.ts';
import { type OpenErrorReason, StoreOpenError } from '../open-error.ts';
import { TIME_LIMITS } from './connection.ts';
import { openPostgresStore } from './open-store.ts';
import { OPENING_LOCK } from './opening.ts';
import { freePort, PostgresServer } from './testing/postgres-server.ts';
import { TestNode } from './testing/test-node.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());
let databases = 0;

async function newDatabase(more = ''): Promise<string> {
  const database = `opening_${++databases}`;
  await server.run(`CREATE DATABASE ${database} ${more}`);
  return database;
}

/** The life that a database is in. */
async function epochOf(url: string): Promise<string> {
  await using node = await TestNode.open(url);
  assert.equal(node.store.archive.epoch, node.store.log.epoch);
  return node.store.log.epoch;
}

async function refused(url: string, reason: OpenErrorReason, sentence: RegExp): Promise<void> {
  await assert.rejects(TestNode.open(url), (error) => {
    assert.ok(error instanceof StoreOpenError);
    assert.equal(error.reason, reason);
    assert.match(error.message, sentence);
    assert.match(error.message, /^The .+\.$/);
    return true;
  });
}

test('ten nodes that open an empty database at once all do, and are in one life', async () => {
  const url = server.url(await newDatabase());
  const nodes = await Promise.all(Array.from({ length: 10 }, () => TestNode.open(url)));
  assert.equal(new Set(nodes.map(({ store }) => store.log.epoch)).size, 1);
  assert.equal(new Set(nodes.map(({ store }) => store.archive.epoch)).size, 1);
  await nodes[0]?.settle(ming);
  const outcomes = await Promise.all(nodes.map((node) => node.do(send(ming, 'hello'))));
  assert.equal(new Set(outcomes.map((outcome) => outcome.ok && outcome.seq)).size, 10);
  await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()));
});

test('a node waits longer for another that is opening than for any other lock', async () => {
  const database = await newDatabase();
  const limits = { ...TIME_LIMITS, lockMs: 100 };
  let opening: Promise<TestNode> | undefined;
  await server.run(`BEGIN; SELECT pg_advisory_xact_lock(${OPENING_LOCK})`, database, async () => {
    opening = TestNode.open(server.url(database), limits);
    opening.catch(() => undefined);
    await server.until(`SELECT 1 FROM pg_stat_activity WHERE datname = '${database}' AND state = 'active'
      AND wait_event = 'advisory' AND clock_timestamp() - query_start > '300 ms'`);
  });
  await (await opening)?.[Symbol.asyncDispose]();
});

test('a role that may do nothing but use its database is enough', async () => {
  await server.run('CREATE ROLE plain LOGIN');
  const url = server.url(await newDatabase('OWNER plain')).replace('teahouse@', 'plain@');
  await using node = await TestNode.open(url);
  await node.settle(ming);
  assert.equal((await node.do(send(ming, 'hello'))).ok, true);
});

test('a database of a newer version is refused, and left as it is', async () => {
  const database = await newDatabase();
  const url = server.url(database);
  await epochOf(url);
  await server.run('UPDATE teahouse_version SET version = 99', database);
  await refused(url, 'newer', /newer Teahouse \(its version is 99, this one knows \d+\)/);
  assert.deepEqual(await server.run('SELECT version FROM teahouse_version', database), [{ version: 99 }]);
});

test('a database that holds something else is refused, and left as it is', async () => {
  const database = await newDatabase();
  await server.run('CREATE TABLE recipes (name text)', database);
  await refused(server.url(database), 'foreign', /tables that are not those of Teahouse/);
  const tables = `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`;
  assert.deepEqual(await server.run(tables, database), [{ tablename: 'recipes' }]);
});

test('a standby is refused', async () => {
  const database = await newDatabase();
  await epochOf(server.url(database));
  await using standby = await server.standby();
  await refused(standby.url(database), 'not_writable', /standby/);
});

test('[LOG-1] a database that answers before it has written is refused', async () => {
  const database = await newDatabase();
  await server.run(`ALTER DATABASE ${database} SET synchronous_commit = off`);
  await refused(server.url(database), 'failing', /synchronous_commit/);
  await server.run(`ALTER DATABASE ${database} RESET synchronous_commit`);
  await setFsync('off');
  await refused(server.url(database), 'failing', /fsync/);
  await setFsync('on');
  await epochOf(server.url(database));
});

async function setFsync(value: 'on' | 'off'): Promise<void> {
  await server.run(`ALTER SYSTEM SET fsync = ${value}`);
  await server.run('SELECT pg_reload_conf()');
  await server.until(`SELECT 1 WHERE current_setting('fsync') = '${value}'`);
}

test('[R25] a database that cannot hold every text is refused', async () => {
  const database = await newDatabase(`ENCODING 'LATIN1' TEMPLATE template0`);
  await refused(server.url(database), 'foreign', /encoding of the database is LATIN1/);
});

test('where there is no server, no database or nobody by that name, that is said', async () => {
  const port = await freePort();
  await refused(`postgres://teahouse@127.0.0.1:${port}/teahouse`, 'failing', /ECONNREFUSED/);
  await refused(`postgres://teahouse@localhost:${port}/teahouse`, 'failing', /ECONNREFUSED/);
  await refused(server.url('no_such_place'), 'failing', /"no_such_place" does not exist/);
  await refused(server.url().replace('teahouse@', 'stranger@'), 'failing', /"stranger" does not exist/);
});

test('[SYNC-1] opening a database again continues its life, also after its server crashed', async () => {
  const url = server.url(await newDatabase());
  const epoch = await epochOf(url);
  assert.equal(await epochOf(url), epoch);
  await server.stop('at once');
  await server.startAgain();
  assert.equal(await epochOf(url), epoch);
});

test('[SYNC-2] [R13] a node stops when its database is another one, or begins another life, under it', async () => {
  const database = await newDatabase();
  const url = server.url(database);
  await using node = await TestNode.open(url);
  await node.settle(ming);
  const other = { url, randomName: () => 'other', isTakenBack: true, onFatal: () => assert.fail() };
  const store = await openPostgresStore(other);
  assert.notEqual(store.log.epoch, node.store.log.epoch);
  await store.close();
  await cutAll(database);
  await assert.rejects(node.do(send(ming, 'as before?')), fatal);
  assert.equal(node.fatal.length, 1);
  await using second = await TestNode.open(url);
  assert.equal((await second.do(send(ming, 'in the new life'))).ok, true);
  await cutAll(database);
  await server.run(`DROP DATABASE ${database}`);
  await server.run(`CREATE DATABASE ${database}`);
  await assert.rejects(second.do(send(ming, 'as before?')), fatal);
});

/** Ends every connection to a database. */
async function cutAll(database: string): Promise<void> {
  const connections = `FROM pg_stat_activity WHERE datname = '${database}'`;
  await server.run(`SELECT pg_terminate_backend(pid) ${connections}`);
  await server.until(`SELECT 1 WHERE NOT EXISTS (SELECT ${connections})`);
}

function fatal(error: unknown): boolean {
  return error instanceof StoreFailure && error.fatal;
}

test('[SYNC-2] [R13] a database that was made from a dump or another database begins another life', async () => {
  const database = await newDatabase();
  const url = server.url(database);
  await using node = await TestNode.open(url);
  await node.settle(ming);
  const [old] = await node.events();
  assert.ok(old);
  const position = { epoch: node.store.log.epoch, seq: old.seq, id: old.id };
  await node.store.close();
  const copy = await newDatabase(`TEMPLATE ${database}`);
  const loaded = await newDatabase();
  server.dump(database, loaded);
  const epochs = [await epochOf(url), await epochOf(server.url(copy)), await epochOf(server.url(loaded))];
  assert.equal(new Set(epochs).size, 3);
  assert.equal(epochs[0], position.epoch);
  for (const place of [copy, loaded]) {
    await using copied = await TestNode.open(server.url(place));
    const { archive } = copied.store;
    assert.equal(await archive.check(LOBBY, position), 'continues');
    assert.equal((await copied.do(send(ming, 'I am here', LOBBY, 'c_after'))).ok, true);
    // What is written in the new life is no place of the old one.
    const { epoch, head: seq, id } = await archive.head(LOBBY);
    assert.equal(await archive.check(LOBBY, { epoch, seq, id }), 'continues');
    assert.equal(await archive.check(LOBBY, { epoch: position.epoch, seq, id }), 'reset');
  }
});
