import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BlobId, LOBBY } from '@teahouse/protocol/ids';
import { type Chronicle, mingInLobby } from '../contract/chronicle.ts';
import { anna, annasToken, garden, ming } from '../contract/people.ts';
import { DatabaseSync } from './database.ts';
import { storeFiles } from './files.ts';
import type { Finding, FindingKind, Inspected } from './finding.ts';
import { inspect } from './inspect.ts';
import { openLog, TestFolder } from './testing/folder-under-test.ts';

test('[SYNC-4] a sound store has no findings, whatever happened in it', async () => {
  using folder = new TestFolder();
  await write(folder, [history()]);
  await write(folder, []);
  const { findings, inspected } = inspectAll(folder);
  assert.deepEqual(findings, []);
  assert.deepEqual(inspected, { streams: 4, events: 20, messages: 5 });
});

test('a store is looked at as of one moment, while a server writes', async () => {
  using folder = new TestFolder();
  const chronicle = mingInLobby();
  await write(folder, [chronicle]);
  damage(folder, 'UPDATE rooms SET members = 7');
  const log = openLog(folder.path);
  const looking = inspect(folder.path);
  const { value: first } = looking.next();
  assert.match((first as Finding).sentence, /number of members/);
  await chronicle.says(ming, LOBBY, 'meanwhile').leaves(ming, LOBBY, 0).write(log);
  const rest = drained(looking);
  assert.deepEqual(
    rest.findings.map(({ kind }) => kind),
    ['projection'],
  );
  assert.equal(rest.inspected.events, 4);
  assert.deepEqual(inspectAll(folder), { findings: [], inspected: { streams: 2, events: 7, messages: 1 } });
  await log.close();
});

const DAMAGES: readonly [name: string, sql: string, found: FindingKind][] = [
  ['a lost event', `DELETE FROM events WHERE key = ${keyOf(1, 3)}`, 'gap'],
  ['a lost first event', `DELETE FROM events WHERE key = ${keyOf(1, 1)}`, 'gap'],
  ['a wrong running number', `UPDATE events SET n = n + 1 WHERE key = ${keyOf(1, 4)}`, 'number'],
  [
    'other bytes',
    `UPDATE events SET bytes = CAST('{"type":"message"' AS BLOB) WHERE key = ${keyOf(1, 3)}`,
    'bytes',
  ],
  [
    'another type',
    `UPDATE events SET bytes = CAST('{"type":"poem"}' AS BLOB) WHERE key = ${keyOf(1, 3)}`,
    'bytes',
  ],
  ['no object', `UPDATE events SET bytes = CAST('null' AS BLOB) WHERE key = ${keyOf(1, 3)}`, 'bytes'],
  ['another id', `UPDATE events SET id = 'c_forged' WHERE key = ${keyOf(1, 3)}`, 'bytes'],
  ['another author', `UPDATE events SET author = 3 WHERE key = ${keyOf(1, 3)}`, 'bytes'],
  ['bytes of another place', bytesFrom(keyOf(1, 4), keyOf(1, 3)), 'bytes'],
  ['bytes of another stream', bytesFrom(keyOf(2, 1), keyOf(1, 1)), 'bytes'],
  ['a life that was not', `UPDATE events SET era = 9 WHERE key = ${keyOf(1, 3)}`, 'life'],
  ['a life before the last', `UPDATE events SET era = 0 WHERE key = ${keyOf(1, 3)}`, 'life'],
  ['lives with a gap', 'UPDATE lives SET era = 7', 'life'],
  ['no lives', 'DELETE FROM lives', 'life'],
  ['a lost stream', 'DELETE FROM streams WHERE no = 1', 'orphan'],
  ['a member of no room', 'DELETE FROM rooms WHERE no = 1', 'orphan'],
  ['a token of nobody', 'UPDATE tokens SET user = 99', 'orphan'],
  ['a lost file', 'DELETE FROM blobs', 'orphan'],
  ['a file that is not listed', 'DELETE FROM files', 'projection'],
  ['a file listed that is none', `INSERT INTO files VALUES (${keyOf(1, 3)})`, 'projection'],
  ['a file listed of no message', `INSERT INTO files VALUES (${keyOf(1, 99)})`, 'orphan'],
  ['another file', "UPDATE blobs SET bytes = x'00'", 'orphan'],
  ['a file of no message', "INSERT INTO blobs VALUES ('b_lone', 'text/plain', x'01')", 'orphan'],
  [
    'a room without events',
    "INSERT INTO streams VALUES (50, 'r_new'); INSERT INTO rooms VALUES (50, 'n', 'open', 0)",
    'orphan',
  ],
  [
    'a person without events',
    "INSERT INTO streams VALUES (50, 'u_new'); INSERT INTO users VALUES (50, 'n')",
    'orphan',
  ],
  ['another name of a person', "UPDATE users SET name = 'Mallory' WHERE name IS NOT NULL", 'projection'],
  ['another name of a room', "UPDATE rooms SET name = 'coffee'", 'projection'],
  ['a room made open', "UPDATE rooms SET kind = 'open' WHERE kind = 'closed'", 'projection'],
  ['a wrong number of members', 'UPDATE rooms SET members = members + 1', 'projection'],
  ['a lost member', 'DELETE FROM members', 'projection'],
  ['a forged member', "INSERT INTO members VALUES (3, 4, 1, 1, 0, 0, 0, 'all', NULL)", 'projection'],
  ['a moved marker', 'UPDATE members SET read = read - 1', 'projection'],
  ['a marker with a wrong number', 'UPDATE members SET read_n = read_n + 1', 'projection'],
  ['a marker nowhere', 'UPDATE members SET read = 1000', 'projection'],
  ['a forgotten wish', "UPDATE members SET notify = 'all', place = NULL", 'projection'],
  ['a room that was pinned', 'UPDATE members SET pinned = 1', 'projection'],
  ['a wrong number of mentions', 'UPDATE members SET mentions = mentions + 1', 'projection'],
  ['a lost mention', 'DELETE FROM unread_mentions', 'projection'],
  ['a forged mention', 'INSERT INTO unread_mentions VALUES (2, 1, 3)', 'projection'],
  ['a mention of nobody there', 'INSERT INTO unread_mentions VALUES (3, 4, 1)', 'orphan'],
  [
    'a broken index',
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_streams_1') WHERE name = 'commands'",
    'integrity',
  ],
];

for (const [name, sql, found] of DAMAGES) {
  test(`the doctor finds ${name}`, async () => {
    using folder = new TestFolder();
    await write(folder, [history()]);
    damage(folder, sql);
    const kinds = new Set(inspectAll(folder).findings.map(({ kind }) => kind));
    assert.ok(kinds.has(found), `found ${[...kinds]}`);
  });
}

test('what cannot be opened is said in a sentence', () => {
  using folder = new TestFolder();
  assert.throws(() => inspect(folder.path).next(), { reason: 'missing', message: /There is no store in/ });
  damage(folder, 'CREATE TABLE recipes (name TEXT)');
  assert.throws(() => inspect(folder.path).next(), { reason: 'foreign' });
});

/** A little of everything. The streams are numbered: 1 the lobby, 2 Ming, 3 Anna, 4 the garden. */
function history(): Chronicle {
  const file = new Uint8Array([1, 2, 3]);
  const attachment = { id: 'b_file' as BlobId, type: 'text/plain', size: 3, url: '/blobs/b_file' };
  return mingInLobby()
    .says(ming, LOBBY, 'one')
    .says(ming, LOBBY, 'two')
    .registers(anna, { token: annasToken })
    .joins(anna, LOBBY, 2)
    .opens(ming, garden, 'closed')
    .joins(ming, garden)
    .says(ming, garden, 'among us')
    .reads(ming, LOBBY, { read: 4, readN: 2 })
    .attaches(attachment.id, attachment.type, file)
    .shows(ming, LOBBY, attachment)
    .mentions(anna, LOBBY, ming)
    .arranges(ming, garden, { pinned: false, notify: 'mentions', place: 0.5 })
    .leaves(anna, LOBBY, 1);
}

async function write(folder: TestFolder, chronicles: readonly Chronicle[]): Promise<void> {
  const log = openLog(folder.path);
  for (const chronicle of chronicles) await chronicle.write(log);
  await log.close();
}

function inspectAll(folder: TestFolder): { findings: Finding[]; inspected: Inspected } {
  return drained(inspect(folder.path));
}

function drained(looking: Generator<Finding, Inspected>): { findings: Finding[]; inspected: Inspected } {
  const findings: Finding[] = [];
  for (;;) {
    const next = looking.next();
    if (next.done) return { findings, inspected: next.value };
    findings.push(next.value);
  }
}

function damage(folder: TestFolder, sql: string): void {
  using database = new DatabaseSync(storeFiles(folder.path).database, {
    enableForeignKeyConstraints: false,
    defensive: false,
  });
  database.exec(sql);
}

function keyOf(no: number, seq: number): string {
  return `(${no} << 32) + ${seq}`;
}

function bytesFrom(source: string, target: string): string {
  return `UPDATE events SET bytes = (SELECT bytes FROM events WHERE key = ${source}) WHERE key = ${target}`;
}
