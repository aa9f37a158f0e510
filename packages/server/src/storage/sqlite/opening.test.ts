import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from '../contract/chronicle.ts';
import { type OpenErrorReason, StoreOpenError } from '../open-error.ts';
import { DatabaseSync } from './database.ts';
import { storeFiles } from './files.ts';
import { openSqliteStore } from './open-store.ts';
import { SqliteArchive } from './sqlite-archive.ts';
import { openLog, TestFolder } from './testing/folder-under-test.ts';
import { WRITING_PROCESS } from './testing/programs.ts';

test('a store is made with the folders above it, for its owner alone', async () => {
  using root = new TestFolder();
  const folder = join(root.path, 'a', 'b', 'data');
  const log = openLog(folder);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  const { database } = storeFiles(folder);
  for (const file of [database, `${database}-wal`, `${database}-shm`]) {
    assert.equal(statSync(file).mode & 0o777, 0o600, file);
  }
  await log.close();
});

test('a folder that cannot be one is refused in a sentence', async () => {
  using root = new TestFolder();
  const file = join(root.path, 'file');
  const nowhere = join(root.path, 'nowhere');
  writeFileSync(file, '');
  symlinkSync(join(root.path, 'gone'), nowhere);
  for (const folder of [file, join(file, 'data'), nowhere, join(nowhere, 'data')]) {
    await assertRefused(folder, 'not_writable', /cannot be written to/);
  }
});

test('a database that cannot be written to is refused in a sentence', async () => {
  using root = new TestFolder();
  mkdirSync(storeFiles(root.path).database);
  await assertRefused(root.path, 'not_writable', /cannot be written to/);
});

test('[R23] a file that is no database is refused in a sentence, and left as it is', async () => {
  using root = new TestFolder();
  const { database } = storeFiles(root.path);
  const garbage = Buffer.alloc(10_000, 'not a database ');
  writeFileSync(database, garbage);
  await assertRefused(root.path, 'corrupt', /damaged/);
  assert.deepEqual(readFileSync(database), garbage);
});

test('[R23] a database that was cut off is refused in a sentence', async () => {
  using root = new TestFolder();
  await writeLobby(root.path);
  truncateSync(storeFiles(root.path).database, 6_000);
  await assertRefused(root.path, 'corrupt', /damaged/);
});

test('a store of a newer version is refused in a sentence, and left as it is', async () => {
  using root = new TestFolder();
  await writeLobby(root.path);
  change(root.path, 'PRAGMA user_version = 999');
  await assertRefused(root.path, 'newer', /written by a newer Teahouse \(its version is 999/);
  change(root.path, 'PRAGMA user_version = 1');
  await openLog(root.path).close();
});

test('a database of another program is refused in a sentence, and left as it is', async () => {
  using root = new TestFolder();
  change(root.path, 'CREATE TABLE recipes (name TEXT)');
  const before = readFileSync(storeFiles(root.path).database);
  await assertRefused(root.path, 'foreign', /not a store of Teahouse/);
  assert.deepEqual(readFileSync(storeFiles(root.path).database), before);
});

test('[R23] a second server in the same process is refused, until the first is closed', async () => {
  using root = new TestFolder();
  const first = openLog(root.path);
  await assertRefused(root.path, 'locked', /in use by another server/);
  await first.close();
  await openLog(root.path).close();
});

test('[R23] a second process is refused; when the first is killed the next one may', async () => {
  using root = new TestFolder();
  const first = openLog(root.path);
  assert.match(await said(root.path), /^failed .*in use by another server/);
  await first.close();
  const holder = spawn(process.execPath, [WRITING_PROCESS, root.path, '1000000']);
  await once(holder.stdout, 'data');
  await assertRefused(root.path, 'locked', /in use by another server/);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await openLog(root.path).close();
});

test('the lock stands in the way of no reader', async () => {
  using root = new TestFolder();
  const log = openLog(root.path);
  const chronicle = mingInLobby();
  const archive = SqliteArchive.open(root.path);
  await chronicle.write(log);
  assert.equal((await archive.head(LOBBY)).head, chronicle.seq(LOBBY));
  await archive.close();
  await log.close();
});

/** Refused by the log itself, and just so by its thread. */
async function assertRefused(folder: string, reason: OpenErrorReason, sentence: RegExp): Promise<void> {
  const isRefusal = (error: unknown) => {
    assert.ok(error instanceof StoreOpenError, String(error));
    assert.equal(error.reason, reason);
    assert.match(error.message, sentence);
    assert.ok(error.message.includes(folder) && !error.message.includes('\n'));
    return true;
  };
  assert.throws(() => openLog(folder), isRefusal);
  const onFatal = () => assert.fail('there is no store to fail');
  await assert.rejects(openSqliteStore({ folder, onFatal }), isRefusal);
}

async function said(folder: string): Promise<string> {
  const child = spawn(process.execPath, [WRITING_PROCESS, folder, '0']);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return line.toString();
}

async function writeLobby(folder: string): Promise<void> {
  const log = openLog(folder);
  await mingInLobby().write(log);
  await log.close();
}

function change(folder: string, sql: string): void {
  using database = new DatabaseSync(storeFiles(folder).database);
  database.exec(sql);
}
