import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { send } from '../../testing/desk.ts';
import { ming } from '../contract/people.ts';
import { MoveError, type MoveErrorReason } from '../move-error.ts';
import { type OpenErrorReason, StoreOpenError } from '../open-error.ts';
import { PostgresServer } from '../postgres/testing/postgres-server.ts';
import { TestNode } from '../postgres/testing/test-node.ts';
import { DatabaseSync } from '../sqlite/database.ts';
import { storeFiles } from '../sqlite/files.ts';
import { TestFolder } from '../sqlite/testing/folder-under-test.ts';
import { MOVE_LIMITS, MOVING_LOCK } from './target.ts';
import { HouseToMove } from './testing/house-to-move.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

async function refused(
  moving: Promise<unknown>,
  reason: MoveErrorReason | OpenErrorReason,
  sentence: RegExp,
): Promise<void> {
  await assert.rejects(moving, (error) => {
    assert.ok(error instanceof MoveError || error instanceof StoreOpenError, String(error));
    assert.equal(error.reason, reason);
    assert.match(error.message, sentence);
    assert.match(error.message, /^The(re)? .+\.$/);
    return true;
  });
}

/** Does something to the files of a store that no server would. */
function alter(house: HouseToMove, sql: string): void {
  using database = new DatabaseSync(storeFiles(house.folder.path).database, {
    enableForeignKeyConstraints: false,
  });
  database.exec(sql);
}

async function rowsOf(house: HouseToMove): Promise<unknown> {
  return server.run('SELECT count(*) AS events, max(stream) AS stream FROM events', house.database);
}

test('a database that servers use is refused, and left as it is', async () => {
  using house = await HouseToMove.furnished(server);
  await using node = await TestNode.open(house.url);
  await refused(house.move(), 'in_use', /store of a Teahouse already/);
  await node.settle(ming);
  const before = await rowsOf(house);
  await refused(house.move(), 'in_use', /store of a Teahouse already/);
  assert.deepEqual(await rowsOf(house), before);
  assert.equal((await node.do(send(ming, 'undisturbed'))).ok, true);
});

test('a database that was moved to and has been used since is refused, and serves on', async () => {
  using house = await HouseToMove.furnished(server);
  await house.move();
  await using node = await TestNode.open(house.url);
  assert.equal((await node.do(send(ming, 'first'))).ok, true);
  await refused(house.move(), 'in_use', /has been used since/);
  await using other = await TestNode.open(house.url);
  assert.equal((await other.do(send(ming, 'second'))).ok, true);
});

test('a database that holds another store, or something else, is refused', async () => {
  using house = await HouseToMove.furnished(server);
  using other = await HouseToMove.furnished(server);
  await house.move();
  await refused(other.move({ url: house.url }), 'other_store', /part of another store/);
  const database = `recipes_${house.database}`;
  await server.run(`CREATE DATABASE ${database}`);
  await server.run('CREATE TABLE recipes (name text)', database);
  await refused(house.move({ url: server.url(database) }), 'foreign', /not those of Teahouse/);
  await refused(house.move({ url: server.url('no_such_place') }), 'failing', /does not exist/);
});

test('[SYNC-2] a backup that is restored between two moves is another history', async () => {
  using house = await HouseToMove.furnished(server);
  using backup = new TestFolder();
  cpSync(house.folder.path, backup.path, { recursive: true });
  await house.live((log) => house.chronicle.fork().says(ming, LOBBY, 'lost later').write(log));
  await house.move();
  rmSync(house.folder.path, { recursive: true });
  cpSync(backup.path, house.folder.path, { recursive: true });
  await refused(house.move(), 'other_store', /before a backup was restored/);
  await house.live((log) => house.chronicle.says(ming, LOBBY, 'said instead').write(log));
  await refused(house.move(), 'other_store', /before a backup was restored/);
});

test('[SYNC-2] a backup of the same life, restored, is noticed by its shorter log', async () => {
  using house = await HouseToMove.furnished(server);
  await house.move();
  const lobby = `(SELECT no FROM streams WHERE id = 'lobby')`;
  alter(house, `DELETE FROM events WHERE key = (SELECT max(key) FROM events WHERE key >> 32 = ${lobby})`);
  await refused(house.move(), 'other_store', /before a backup was restored/);
});

test('a folder without a store, of an older or of a newer Teahouse is refused', async () => {
  using house = await HouseToMove.furnished(server);
  await refused(house.move({ folder: join(house.folder.path, 'x') }), 'missing', /no store in/);
  alter(house, 'PRAGMA user_version = 0');
  await refused(house.move(), 'older', /older Teahouse/);
  alter(house, 'PRAGMA user_version = 99');
  await refused(house.move(), 'newer', /newer Teahouse/);
});

const AT = `WHERE key = (1 << 32) + 7`;
const DAMAGES: readonly [name: string, sql: string][] = [
  ['a gap', `DELETE FROM events ${AT}`],
  ['bytes that are no event', `UPDATE events SET bytes = CAST('{"type":' AS BLOB) ${AT}`],
  [
    'bytes that are no text',
    `UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), 'again', CAST(x'ff' AS TEXT)) AS BLOB) WHERE id = 'c_repeated'`,
  ],
  ['another running number', `UPDATE events SET n = n + 1 ${AT}`],
  ['a life that was not', `UPDATE events SET era = 9 ${AT}`],
];

for (const [name, sql] of DAMAGES) {
  test(`a store with ${name} is not carried on`, async () => {
    using house = await HouseToMove.furnished(server);
    alter(house, sql);
    await refused(house.move(), 'damaged', /is damaged \(.+, seq \d+: .+\)/);
    await assert.rejects(TestNode.open(house.url), { reason: 'unfinished' });
  });
}

test('a store with torn pages is not carried on, and that is one sentence', async () => {
  using house = await HouseToMove.furnished(server, { messages: 2_500 });
  const { database } = storeFiles(house.folder.path);
  const bytes = readFileSync(database);
  for (let at = 16_384; at < bytes.length; at += 32_768) bytes.fill(0xee, at, at + 64);
  writeFileSync(database, bytes);
  await refused(house.move(), 'corrupt', /The store in .+ is damaged/);
});

test('of two moves into one database at once, one is refused', async () => {
  using house = await HouseToMove.furnished(server);
  await server.run(`SELECT pg_advisory_lock(${MOVING_LOCK})`, house.database, async () => {
    const limits = { ...MOVE_LIMITS, lockMs: 100 };
    await refused(house.move({ limits }), 'busy', /another "teahouse migrate"/);
  });
  assert.equal((await house.move()).state, 'whole');
});
