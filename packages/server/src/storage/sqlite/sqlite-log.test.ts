import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from '../contract/chronicle.ts';
import { ming, userId } from '../contract/people.ts';
import { textsIn } from '../contract/reading.ts';
import { connectWriter } from './connection.ts';
import { DatabaseSync } from './database.ts';
import { storeFiles } from './files.ts';
import { SqliteArchive } from './sqlite-archive.ts';
import { STREAMS_KEPT_MAX } from './streams.ts';
import { openLog, TestFolder } from './testing/folder-under-test.ts';

test('[FAN-3] a message adds one row, and three for each it mentions, in a room of ten and of two thousand', async () => {
  using folder = new TestFolder();
  const log = openLog(folder.path);
  const chronicle = mingInLobby();
  for (const members of [10, 2_000]) {
    for (let member = chronicle.seq(LOBBY); member <= members; member++) {
      const user = userId(`member${member}`);
      chronicle.registers(user).joins(user, LOBBY, member);
    }
    await chronicle.write(log);
    const before = rowsIn(folder.path);
    await chronicle.says(ming, LOBBY, 'hello everyone').write(log);
    const after = rowsIn(folder.path);
    assert.equal(after.size, before.size + 1);
    assert.equal(before.difference(after).size, 0);
    await chronicle.mentions(userId('member9'), LOBBY, ming).write(log);
    const afterMention = rowsIn(folder.path);
    // An event in the own stream, the unread mention, and the membership with one more of them.
    assert.equal(afterMention.difference(after).size, 1 + 3);
    assert.equal(after.difference(afterMention).size, 1);
  }
  await log.close();
});

test('[LOG-1] the disk is asked to keep each commit', () => {
  using folder = new TestFolder();
  using database = connectWriter(storeFiles(folder.path));
  const pragma = (name: string) => database.prepare(`PRAGMA ${name}`).get()?.[name];
  assert.equal(pragma('synchronous'), 2);
  assert.equal(pragma('journal_mode'), 'wal');
  assert.equal(pragma('foreign_keys'), 1);
  assert.equal(pragma('wal_autocheckpoint'), 0);
});

test('more streams than are kept in memory', async () => {
  using folder = new TestFolder();
  const log = openLog(folder.path);
  const chronicle = mingInLobby();
  for (let visitor = 0; visitor <= STREAMS_KEPT_MAX; visitor++) {
    chronicle.says(userId(`visitor${visitor}`), LOBBY, 'passing');
  }
  await chronicle.says(ming, LOBBY, 'still numbered').write(log);
  const archive = SqliteArchive.open(folder.path);
  assert.equal((await archive.head(LOBBY)).head, STREAMS_KEPT_MAX + 4);
  const newest = await archive.messages(LOBBY, { reader: { user: ming }, limit: 1 });
  assert.deepEqual(textsIn(newest), ['still numbered']);
  await archive.close();
  await log.close();
});

/** All rows of all tables. */
function rowsIn(folder: string): Set<string> {
  using database = new DatabaseSync(storeFiles(folder).database, { readOnly: true });
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  return new Set(
    names.flatMap(({ name }) => {
      const rows = database.prepare(`SELECT * FROM "${name}"`).all();
      return rows.map((row) => `${name} ${JSON.stringify(Object.values(row).map(String))}`);
    }),
  );
}
