import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { send } from '../../testing/desk.ts';
import { REPEATED } from '../contract/full-house.ts';
import { anna, ming, userId } from '../contract/people.ts';
import { PostgresServer } from '../postgres/testing/postgres-server.ts';
import { TestNode } from '../postgres/testing/test-node.ts';
import { DatabaseSync } from '../sqlite/database.ts';
import { storeFiles } from '../sqlite/files.ts';
import { TABLES } from './tables.ts';
import { HouseToMove } from './testing/house-to-move.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());
const newcomer = userId('newcomer');

test('[SYNC-1] a store that was moved says what it said before, whatever it is asked', async () => {
  using house = await HouseToMove.furnished(server, { messages: 2_200 });
  assert.equal((await house.move()).state, 'whole');
  assert.deepEqual(house.mismatches, []);
  await house.assertSame();
});

test('[SYNC-2] the life after the move follows those before it, and what is written in it is of none of them', async () => {
  using house = await HouseToMove.furnished(server);
  const old = house.epochs;
  await house.move();
  await using node = await TestNode.open(house.url);
  const { archive } = node.store;
  assert.ok(archive.epoch.startsWith(`${old[0]?.split('-')[0]}-`));
  assert.ok(archive.epoch.endsWith(`-${old.length + 1}`));
  const before = await archive.head(LOBBY);
  for (const epoch of old.slice(1)) {
    const position = { epoch, seq: before.head, id: before.id };
    // The second life ended before the last event of the lobby.
    const { era } = (await archive.recent(LOBBY, { events: 1, sizeBytes: 10_000 }))[0] ?? { era: 0 };
    const expected = (archive.eraOf(epoch) ?? 0) >= era ? 'continues' : 'reset';
    assert.equal(await archive.check(LOBBY, position), expected);
  }
  assert.equal((await node.do(send(ming, 'in the new house'))).ok, true);
  const { head: seq, id } = await archive.head(LOBBY);
  assert.equal(seq, before.head + 1);
  assert.equal(await archive.check(LOBBY, { epoch: archive.epoch, seq, id }), 'continues');
  for (const epoch of old) assert.equal(await archive.check(LOBBY, { epoch, seq, id }), 'reset');
});

test('[LOG-3] a command of before the move is found when it is repeated after it', async () => {
  using house = await HouseToMove.furnished(server);
  await house.move();
  await using node = await TestNode.open(house.url);
  const outcome = await node.do(send(ming, 'again', LOBBY, REPEATED));
  const events = await node.events(LOBBY);
  const first = events.find(({ id }) => id === REPEATED);
  assert.deepEqual(outcome, { ok: true, stream: LOBBY, seq: first?.seq });
  assert.equal(events.filter(({ id }) => id === REPEATED).length, 1);
});

test('[LOG-2] people and rooms that come after the move are numbered after those before it', async () => {
  using house = await HouseToMove.furnished(server);
  await house.move();
  const [before] = await server.run('SELECT max(no) AS no FROM streams', house.database);
  await using node = await TestNode.open(house.url);
  await node.settle(newcomer);
  const [stream] = await server.run(`SELECT no FROM streams WHERE id = '${newcomer}'`, house.database);
  assert.equal(Number(stream?.no), Number(before?.no) + 1);
  const members = await node.store.archive.members(LOBBY, { reader: 'server', limit: 100 });
  assert.deepEqual(
    members?.members.map(({ id }) => id),
    [ming, anna, newcomer],
  );
});

test('[SYNC-4] every table and column of a folder has its place in a database', async () => {
  using house = await HouseToMove.furnished(server);
  await house.move();
  using database = new DatabaseSync(storeFiles(house.folder.path).database, { readOnly: true });
  const rows = database
    .prepare(
      `SELECT tables.name || '.' || columns.name AS name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
       WHERE tables.type = 'table'`,
    )
    .all();
  const inFolder = rows.map(({ name }) => String(name));
  const carried = TABLES.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`));
  const otherwise = [
    ...['lives.era', 'lives.epoch', 'blobs.id', 'blobs.type', 'blobs.bytes', 'files.key'],
    ...['key', 'era', 'n', 'author', 'id', 'bytes'].map((name) => `events.${name}`),
  ];
  const known = new Set([...carried, ...otherwise].map((name) => name.replace('person', 'user')));
  assert.deepEqual(
    inFolder.filter((name) => !known.has(name)),
    [],
  );
  const kept = await server.run(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
    house.database,
  );
  const ofItsOwn = [
    ...['lives.database', 'house.secret', 'move.finished', 'teahouse_version.version'],
    ...['head', 'n', 'last'].map((name) => `streams.${name}`),
    ...['stream', 'seq', 'message', 'file', 'json'].map((name) => `events.${name}`),
  ];
  const inDatabase = new Set([...carried, ...otherwise, ...ofItsOwn]);
  assert.deepEqual(
    kept.map(({ name }) => String(name)).filter((name) => !inDatabase.has(name)),
    [],
  );
});
