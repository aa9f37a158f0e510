import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import type { Incoming } from '@teahouse/protocol/server-frames';
import { Table } from './testing/table.ts';

const wei = { id: 'u_wwwwwwwwwwwwwwww' as UserId, name: 'Wei' };

async function told(table: Table, frame: Omit<Extract<Incoming, { type: 'presence' }>, 'type' | 'room'>) {
  for (const session of table.server.sessions) session.push({ type: 'presence', room: LOBBY, ...frame });
  await table.network.flush();
}

test('presence is unknown until it is watched, then followed through changes', async () => {
  using table = await new Table().start();
  await told(table, { count: 7, came: [wei] });
  assert.equal(table.lobby.presence?.count, undefined);
  table.chat.watchPresence(LOBBY);
  await table.network.flush();
  assert.deepEqual([...(table.lobby.presence?.here.keys() ?? [])], [table.me]);
  await told(table, { count: 2, came: [wei] });
  await told(table, { count: 2, came: [wei] });
  assert.deepEqual(table.lobby.presence?.here.get(wei.id), wei);
  await told(table, { count: 1, went: [wei.id] });
  assert.deepEqual([table.lobby.presence?.count, table.lobby.presence?.here.size], [1, 1]);
});

test('in a full room there is a number and no names', async () => {
  using table = await new Table().start();
  table.chat.watchPresence(LOBBY);
  await table.network.flush();
  await told(table, { count: 5_000 });
  assert.deepEqual([table.lobby.presence?.count, table.lobby.presence?.here.size], [5_000, 0]);
});

test('it is asked for again on every connection, once for each room', async () => {
  using table = await new Table().start();
  table.chat.watchPresence(LOBBY);
  table.chat.watchPresence(LOBBY);
  await table.network.flush();
  assert.equal(table.server.heardOf('presence').length, 1);
  await table.reconnect();
  assert.equal(table.server.heardOf('presence').length, 2);
});
