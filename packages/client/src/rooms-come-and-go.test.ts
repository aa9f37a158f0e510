import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { Table } from './testing/table.ts';

test('a room entered or left on another device comes and goes here, and can be entered again', async () => {
  using table = await new Table().start();
  const { store } = table.server;
  const other = table.server.register('Wei');
  const room = 'r_cccccccccccccccc' as RoomId;
  store.commit({
    type: 'create_room',
    id: 'c_1' as CommandId,
    author: other,
    room,
    name: '茶友',
    kind: 'open',
    members: [],
  });
  table.say(other, 'before', room);
  const act = (type: 'join' | 'leave', author: UserId, id: string) =>
    store.commit({ type, id: id as CommandId, author, room });
  for (const turn of ['a', 'b']) {
    act('join', table.me, `c_join_${turn}`);
    await table.network.flush();
    const copy = table.chat.rooms.get(room);
    assert.deepEqual(
      [copy?.name, copy?.kind, copy?.members, copy?.unread, copy?.head],
      ['茶友', 'open', 2, 0, store.room(room).seq],
    );
    assert.equal(copy?.messages[0]?.text, 'before');
    table.say(other, 'live', room);
    await table.network.flush();
    assert.equal(copy?.messages.at(-1)?.text, 'live');
    assert.equal(copy?.unread, 1);
    act('leave', table.me, `c_leave_${turn}`);
    await table.network.flush();
    assert.equal(table.chat.rooms.has(room), false);
  }
});

test('a room that was left while away is gone with the next welcome', async () => {
  using table = await new Table().start();
  table.network.link.cut();
  table.server.store.commit({ type: 'leave', id: 'c_1' as CommandId, author: table.me, room: LOBBY });
  await table.waitForTry();
  assert.equal(table.chat.rooms.size, 0);
});

test('a room entered just before the connection broke has no position to show, and is told by the welcome', async () => {
  using table = await new Table().start();
  const room = 'r_cccccccccccccccc' as RoomId;
  const { store } = table.server;
  const other = table.server.register();
  store.commit({
    type: 'create_room',
    id: 'c_1' as CommandId,
    author: other,
    room,
    name: 'x',
    kind: 'open',
    members: [],
  });
  store.commit({ type: 'join', id: 'c_2' as CommandId, author: table.me, room });
  const { link } = table.network;
  link.toClient.splice(
    0,
    link.toClient.length,
    ...link.toClient.filter((text) => text.includes('room_joined')),
  );
  while (link.step());
  assert.equal(table.chat.rooms.get(room)?.members, 0);
  await table.reconnect();
  assert.equal(table.chat.rooms.get(room)?.members, 2);
  assert.equal(table.server.heardOf('hello').at(-1)?.resume?.[room], undefined);
});

test('positions beyond what a hello may hold are subscribed to after it', async () => {
  using table = await new Table().start();
  const { store } = table.server;
  const other = table.server.register();
  const rooms = Array.from({ length: 480 }, (_, index) => `r_${name(index)}` as RoomId);
  for (const room of rooms) {
    const id = `c_${'x'.repeat(40)}${room}` as CommandId;
    store.commit({ type: 'create_room', id, author: other, room, name: 'x', kind: 'open', members: [] });
    store.commit({ type: 'join', id: `${id}_` as CommandId, author: table.me, room });
  }
  await table.network.flush();
  table.network.link.cut();
  for (const room of rooms) table.say(other, 'while away', room);
  await table.waitForTry();
  const shown = Object.keys(table.server.heardOf('hello').at(-1)?.resume ?? {}).length;
  assert.ok(shown > 200 && shown < 480);
  assert.ok(table.server.heardOf('subscribe').length >= 480 - shown);
  for (const room of rooms) assert.equal(table.chat.rooms.get(room)?.messages.at(-1)?.text, 'while away');
});

function name(index: number): string {
  return index.toString(2).padStart(16, '0').replaceAll('0', 'a').replaceAll('1', 'b');
}
