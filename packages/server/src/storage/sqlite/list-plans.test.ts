import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DatabaseSync } from './database.ts';
import { FILES_SQL } from './file-pages.ts';
import { storeFiles } from './files.ts';
import { MEMBERS_SQL } from './member-pages.ts';
import { Query } from './query.ts';
import { HEADS_SQL } from './stream-ends.ts';
import { openLog, TestFolder } from './testing/folder-under-test.ts';

test('a page of members is found in the index of the room, however many people there are', async () => {
  assert.deepEqual(await planOf(MEMBERS_SQL), [
    'SEARCH members USING COVERING INDEX members_of_room (room=? AND user>?)',
    'SEARCH users USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH streams USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
});

test('a page of files is found without reading the messages that came with none', async () => {
  assert.deepEqual(await planOf(FILES_SQL), [
    'SEARCH files USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    'SEARCH events USING INTEGER PRIMARY KEY (rowid=?)',
  ]);
});

test('the ends of many streams are found without reading any stream', async () => {
  assert.deepEqual(await planOf(HEADS_SQL), [
    'SCAN named VIRTUAL TABLE INDEX 1:',
    'SEARCH streams USING COVERING INDEX sqlite_autoindex_streams_1 (id=?)',
    'SEARCH last USING INTEGER PRIMARY KEY (rowid=?)',
    'CORRELATED SCALAR SUBQUERY 1',
    'SEARCH events USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
  ]);
});

/** How SQLite means to find the rows. Whatever is scanned or sorted would be named. */
async function planOf(sql: string): Promise<string[]> {
  using folder = new TestFolder();
  await openLog(folder.path).close();
  using database = new DatabaseSync(storeFiles(folder.path).database, { readOnly: true });
  const rows = new Query<{ detail: string }, []>(database, `EXPLAIN QUERY PLAN ${sql}`).all();
  return rows.map(({ detail }) => detail);
}
