import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY } from '@teahouse/protocol/ids';
import { READ_EVERY_MS } from './read-markers.ts';
import { Table } from './testing/table.ts';

async function withMessages(count: number): Promise<Table> {
  const table = await new Table().start();
  const other = table.server.register('Wei');
  for (let n = 0; n < count; n++) table.say(other);
  await table.network.flush();
  return table;
}

const seqAt = (table: Table, index: number) => table.lobby.messages.at(index)?.seq ?? 0;

test('a marker that moves fast is shown at once and told once a second, with where it is then', async () => {
  using table = await withMessages(10);
  assert.equal(table.lobby.unread, 10);
  for (let index = 0; index < 10; index++) {
    table.chat.markRead(LOBBY, seqAt(table, index));
    assert.equal(table.lobby.unread, 9 - index);
  }
  await table.pass(READ_EVERY_MS);
  await table.pass(10 * READ_EVERY_MS);
  assert.deepEqual(
    table.server.heardOf('read').map(({ seq }) => seq),
    [seqAt(table, 0), seqAt(table, 9)],
  );
  assert.equal(table.server.store.user(table.me).rooms.get(LOBBY)?.readN, 10);
});

test('markers are told one at a time, with one timer however often they move', async () => {
  using table = await withMessages(10);
  table.server.intercept = ({ type }) => (type === 'read' ? null : undefined);
  table.chat.markRead(LOBBY, seqAt(table, 0));
  await table.pass(2 * READ_EVERY_MS);
  const timers = table.clock.pending;
  for (let index = 1; index < 10; index++) table.chat.markRead(LOBBY, seqAt(table, index));
  await table.network.flush();
  assert.equal(table.server.heardOf('read').length, 1);
  assert.equal(table.clock.pending, timers);
});

test('a marker only goes forward, and never beyond what is here', async () => {
  using table = await withMessages(5);
  table.chat.markRead(LOBBY, 1_000_000);
  await table.pass(READ_EVERY_MS);
  table.chat.markRead(LOBBY, seqAt(table, 0));
  await table.pass(READ_EVERY_MS);
  assert.deepEqual(
    table.server.heardOf('read').map(({ seq }) => seq),
    [table.lobby.head],
  );
  assert.deepEqual([table.lobby.unread, table.lobby.read], [0, table.lobby.head]);
});

test('a marker moved on another device moves here, and is not told again', async () => {
  using table = await withMessages(5);
  const seq = seqAt(table, 3);
  table.server.store.commit({ type: 'read', id: 'c_1' as CommandId, author: table.me, room: LOBBY, seq });
  await table.network.flush();
  assert.equal(table.lobby.unread, 1);
  table.chat.markRead(LOBBY, seqAt(table, 2));
  await table.network.flush();
  assert.deepEqual(table.server.heardOf('read'), []);
});

test('a marker moved while offline is told on the next connection', async () => {
  using table = await withMessages(3);
  table.network.link.cut();
  table.chat.markRead(LOBBY, table.lobby.head);
  table.chat.markRead(LOBBY, seqAt(table, 0));
  assert.equal(table.lobby.unread, 0);
  await table.waitForTry();
  await table.pass(READ_EVERY_MS);
  assert.equal(table.server.heardOf('read').length, 1);
  assert.equal(table.lobby.unread, 0);
});
