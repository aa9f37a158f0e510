import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PostgresServer } from '../postgres/testing/postgres-server.ts';
import { Told } from './progress.ts';
import { MoveSource } from './source.ts';
import { MoveTarget } from './target.ts';
import { HouseToMove } from './testing/house-to-move.ts';
import { type Mismatch, verify } from './verify.ts';

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());
const house = await HouseToMove.furnished(server);
after(() => house[Symbol.dispose]());
await house.move();
let harmed = 0;

/** What is found in a database that was filled, and then harmed. */
async function foundAfter(sql: string): Promise<Mismatch[]> {
  const database = `harmed_${++harmed}`;
  await server.run(`CREATE DATABASE ${database} TEMPLATE ${house.database}`);
  await server.run(sql, database);
  using source = MoveSource.open(house.folder.path);
  return await MoveTarget.fill({ url: server.url(database), epochs: source.epochs }, (target) =>
    Array.fromAsync(verify({ source, target, told: new Told(() => undefined) })),
  );
}

const LOBBY = `(SELECT no FROM streams WHERE id = 'lobby')`;
const EVENT = `WHERE stream = ${LOBBY} AND seq = 5`;
const MING = `(SELECT no FROM streams WHERE id = 'u_mingaaaaaaaaaaaa')`;

const HARMS: readonly [name: string, sql: string, place: RegExp, sentence: RegExp][] = [
  [
    'one letter',
    `UPDATE events SET json = replace(json, 'again', 'aga1n') ${EVENT}`,
    /^lobby, seq 5$/,
    /another text/,
  ],
  ['a space', `UPDATE events SET json = json || ' ' ${EVENT}`, /^lobby, seq 5$/, /another text/],
  ['an id', `UPDATE events SET id = 'c_forged' ${EVENT}`, /^lobby, seq 5$/, /another id/],
  ['an author', `UPDATE events SET author = ${MING} + 1 ${EVENT}`, /^lobby, seq 5$/, /another author/],
  ['no author', `UPDATE events SET author = NULL ${EVENT}`, /^lobby, seq 5$/, /another author/],
  ['a life', `UPDATE events SET era = era + 1 ${EVENT}`, /^lobby, seq 5$/, /another life/],
  ['a running number', `UPDATE events SET n = 1000 ${EVENT}`, /^lobby, seq 5$/, /another running number/],
  ['a message that is none', `UPDATE events SET message = false ${EVENT}`, /^lobby, seq 5$/, /another kind/],
  ['a file that is none', `UPDATE events SET file = true ${EVENT}`, /^lobby, seq 5$/, /another kind/],
  ['a lost event', `DELETE FROM events ${EVENT}`, /^lobby, seq 5$/, /not in the database/],
  [
    'an event too many',
    `INSERT INTO events SELECT stream, 1000, era, 1000, NULL, id, message, file, json FROM events ${EVENT}`,
    /^stream number \d+, seq 1000$/,
    /not in the folder/,
  ],
  ['an end', `UPDATE streams SET head = head - 1 WHERE id = 'lobby'`, /^lobby$/, /ends elsewhere/],
  ['a number of messages', `UPDATE streams SET n = n - 1 WHERE id = 'lobby'`, /^lobby$/, /ends elsewhere/],
  ['a last id', `UPDATE streams SET last = 'c_forged' WHERE id = 'lobby'`, /^lobby$/, /ends elsewhere/],
  [
    'a stream too many',
    `INSERT INTO streams (id) VALUES ('r_new')`,
    /^streams, no \d+$/,
    /not in the folder/,
  ],
  ['a name', `UPDATE users SET name = 'Mallory' WHERE no = ${MING}`, /^users, no \d+$/, /another name/],
  ['a room', `UPDATE rooms SET kind = 'open' WHERE kind = 'closed'`, /^rooms, no \d+$/, /another kind/],
  ['a number of members', 'UPDATE rooms SET members = 9', /^rooms, no \d+$/, /another members/],
  ['a marker', `UPDATE members SET read = 1 WHERE pinned`, /^members, person \d+, room \d+$/, /another read/],
  ['a wish', 'UPDATE members SET pinned = false', /^members, person \d+, room \d+$/, /another pinned/],
  ['a place', 'UPDATE members SET place = place + 1e-17', /^members, person/, /another place/],
  ['a lost member', 'DELETE FROM members WHERE pinned', /^members, person/, /not in the database/],
  ['a lost mention', 'DELETE FROM unread_mentions', /^unread_mentions, person/, /not in the database/],
  ['a lost token', 'DELETE FROM tokens', /^tokens, hash 0707/, /not in the database/],
  ['a stolen token', `UPDATE tokens SET person = ${MING}`, /^tokens, hash 0909/, /another person/],
  [
    'a file',
    `UPDATE blobs SET bytes = '\\x00' || bytes WHERE id = 'b_every'`,
    /^file b_every$/,
    /another content/,
  ],
  ['a type of file', `UPDATE blobs SET type = 'text/html'`, /^file b_/, /another content/],
  ['a lost file', `DELETE FROM blobs WHERE id = 'b_empty'`, /^file b_empty$/, /not in the database/],
  ['a file too many', `INSERT INTO blobs VALUES ('b_lone', 'text/plain', '')`, /^files$/, /more/],
];

for (const [name, sql, place, sentence] of HARMS) {
  test(`comparing finds ${name}`, async () => {
    const found = await foundAfter(sql);
    const [first] = found.filter((mismatch) => place.test(mismatch.place));
    assert.match(first?.sentence ?? JSON.stringify(found), sentence);
  });
}

test('comparing finds nothing where nothing is wrong', async () => {
  assert.deepEqual(await foundAfter('SELECT 1'), []);
});

test('a database with something else is not opened, and what was said of it is said each time', async () => {
  await server.run(`UPDATE events SET json = json || ' ' ${EVENT}`, house.database);
  for (let times = 0; times < 2; times++) {
    assert.deepEqual(await house.move(), { state: 'mismatched', mismatches: 1 });
    const marks = await server.run('SELECT finished FROM move', house.database);
    assert.deepEqual(marks, [{ finished: false }]);
  }
  assert.deepEqual(
    house.mismatches,
    Array(2).fill({ place: 'lobby, seq 5', sentence: 'It has another text in the database.' }),
  );
});

test('what is kept beside the log is mended by a further move', async () => {
  await server.run(`UPDATE events SET json = rtrim(json) ${EVENT}`, house.database);
  await server.run('DELETE FROM unread_mentions; UPDATE rooms SET members = 9', house.database);
  await server.run(`INSERT INTO unread_mentions SELECT person, room, 1 FROM members`, house.database);
  assert.equal((await house.move()).state, 'whole');
});
