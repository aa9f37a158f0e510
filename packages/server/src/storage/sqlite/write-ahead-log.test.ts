import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from '../contract/chronicle.ts';
import { ming } from '../contract/people.ts';
import { storeFiles } from './files.ts';
import { SqliteArchive } from './sqlite-archive.ts';
import { SqliteLog } from './sqlite-log.ts';
import { openLog, TestFolder } from './testing/folder-under-test.ts';
import { PAGES_WAITING_MAX } from './write-ahead-log.ts';

const PAGE_BYTES = 4_096;
/** One such message takes about so many pages. */
const PAGES_PER_MESSAGE = 16;
const TEXT = 'x'.repeat(PAGES_PER_MESSAGE * PAGE_BYTES);

test('the write-ahead log stays small however much is written, beside a reader', async () => {
  using folder = new TestFolder();
  const log = openLog(folder.path);
  const archive = SqliteArchive.open(folder.path);
  const chronicle = mingInLobby();
  await chronicle.write(log);
  const { database } = storeFiles(folder.path);
  const limit = (PAGES_WAITING_MAX + 10 * PAGES_PER_MESSAGE) * (PAGE_BYTES + 24);
  for (let number = 0; number < (3 * PAGES_WAITING_MAX) / PAGES_PER_MESSAGE; number++) {
    await chronicle.says(ming, LOBBY, TEXT).write(log);
    await archive.head(LOBBY);
    assert.ok(statSync(`${database}-wal`).size < limit);
  }
  assert.ok(statSync(database).size > 2 * PAGES_WAITING_MAX * PAGE_BYTES);
  await archive.close();
  await log.close();
  assert.equal(existsSync(`${database}-wal`), false);
});

test('[LOG-1] no answer waits until pages are moved: those behind it do', async () => {
  using folder = new TestFolder();
  const { database } = storeFiles(folder.path);
  const due = Promise.withResolvers<() => void>();
  const log = SqliteLog.open(folder.path, { randomName: () => 'chance', soon: due.resolve });
  const chronicle = mingInLobby();
  await chronicle.write(log);
  const sizeBefore = statSync(database).size;
  let move: (() => void) | null = null;
  for (let number = 0; !move && number < (2 * PAGES_WAITING_MAX) / PAGES_PER_MESSAGE; number++) {
    const writing = chronicle.says(ming, LOBBY, TEXT).write(log);
    move = await Promise.race([due.promise, writing.then(() => null)]);
  }
  assert.equal(statSync(database).size, sizeBefore);
  move?.();
  await chronicle.says(ming, LOBBY, 'behind it').write(log);
  assert.ok(statSync(database).size > (PAGES_WAITING_MAX / 2) * PAGE_BYTES);
  await log.close();
});
