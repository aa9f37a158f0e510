import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import type { Archive } from '../archive.ts';
import { mingInLobby } from '../contract/chronicle.ts';
import { ming } from '../contract/people.ts';
import { StoreFailure } from '../log.ts';
import { DatabaseSync } from './database.ts';
import { storeFailure } from './failures.ts';
import { storeFiles } from './files.ts';
import { SqliteArchive } from './sqlite-archive.ts';
import { openLog, TestFolder } from './testing/folder-under-test.ts';

const PAGE_BYTES = 4_096;

const MEANINGS: readonly [errcode: number, code: StoreFailure['code'], fatal: boolean][] = [
  [13, 'storage_full', false],
  [4874, 'storage_full', false],
  [5, 'storage_unavailable', false],
  [261, 'storage_unavailable', false],
  [6, 'storage_unavailable', false],
  [7, 'storage_unavailable', false],
  [10, 'internal', true],
  [778, 'internal', true],
  [1034, 'internal', true],
  [266, 'internal', true],
  [11, 'internal', true],
  [26, 'internal', true],
  [8, 'internal', true],
  [14, 'internal', true],
];

test('[R22] each result of SQLite has its meaning', () => {
  for (const [errcode, code, fatal] of MEANINGS) {
    const failure = storeFailure(Object.assign(new Error('from SQLite'), { errcode }));
    assert.deepEqual(
      failure && { code: failure.code, fatal: failure.fatal },
      { code, fatal },
      String(errcode),
    );
  }
});

test('a broken rule of the schema is our bug, and so is any other error', () => {
  using database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE cups (size INTEGER NOT NULL)');
  assert.equal(storeFailure(thrownBy(() => database.exec('INSERT INTO cups VALUES (NULL)'))), undefined);
  assert.equal(storeFailure(thrownBy(() => database.exec('nonsense'))), undefined);
  assert.equal(storeFailure(new Error('of ours')), undefined);
  assert.equal(storeFailure('not even an error'), undefined);
});

test('a full database says so in the way that is looked for', () => {
  using database = new DatabaseSync(':memory:');
  database.exec('PRAGMA max_page_count = 4; CREATE TABLE cups (bytes BLOB)');
  const error = thrownBy(() => database.exec('INSERT INTO cups VALUES (zeroblob(1000000))'));
  assert.equal(storeFailure(error)?.code, 'storage_full');
});

test('[R23] a page that was spoiled is found by who reads it, and says that the store is broken', async () => {
  using folder = new TestFolder();
  const log = openLog(folder.path);
  const chronicle = mingInLobby();
  for (let number = 0; number < 2_000; number++) chronicle.says(ming, LOBBY, `message ${number}`);
  await chronicle.write(log);
  await log.close();
  const { database } = storeFiles(folder.path);
  const bytes = readFileSync(database);
  writeFileSync(database, bytes.fill('garbage', PAGE_BYTES * 20, PAGE_BYTES * 60));
  const again = openLog(folder.path);
  const archive = SqliteArchive.open(folder.path);
  const isBroken = (error: unknown) => error instanceof StoreFailure && error.fatal;
  await assert.rejects(readAll(archive), isBroken);
  await archive.close();
  await again.close();
});

async function readAll(archive: Archive): Promise<void> {
  for (let after = 0, found = 1; found > 0; after += found) {
    const page = await archive.eventsAfter(LOBBY, { reader: 'server', after, limit: 500 });
    found = page?.events.length ?? 0;
  }
}

function thrownBy(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return assert.fail('it did not throw');
}
