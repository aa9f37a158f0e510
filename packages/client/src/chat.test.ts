import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { HISTORY_PAGE_MESSAGES } from './history.ts';
import { refusal } from './testing/fake-answers.ts';
import { FakeServer } from './testing/fake-server.ts';
import { settle } from './testing/manual-clock.ts';
import { Table } from './testing/table.ts';

test('a new guest is welcomed, keeps who they are, and sees the lobby with its messages', async () => {
  using table = new Table();
  const other = table.server.register('Wei');
  table.say(other, '你好');
  await table.start();
  assert.equal(table.chat.me?.name, 'Ming');
  assert.deepEqual(
    table.lobby.messages.map(({ text, from }) => [from, text]),
    [['Wei', '你好']],
  );
  assert.deepEqual([table.lobby.members, table.lobby.hasOlder], [2, false]);
  const before = table.me;
  await table.reconnect();
  assert.equal(table.me, before);
});

test('rooms are created, listed, joined, left, and are there when the promise resolves', async () => {
  using table = await new Table().start();
  const room = await table.answered(table.chat.createRoom('茶友'));
  assert.deepEqual([table.chat.rooms.get(room)?.name, table.chat.rooms.get(room)?.members], ['茶友', 1]);
  await table.answered(table.chat.refreshOpenRooms());
  assert.deepEqual(
    table.chat.openRooms.map(({ name }) => name),
    ['lobby', '茶友'],
  );
  await table.answered(table.chat.leave(room));
  assert.equal(table.chat.rooms.has(room), false);
  await table.answered(table.chat.join(room));
  assert.equal(table.chat.rooms.get(room)?.members, 1);
  await table.answered(table.chat.join(room));
});

test('a command given while offline is done with the next connection', async () => {
  using table = await new Table().start();
  table.network.link.cut();
  const creating = table.chat.createRoom('later');
  await table.waitForTry();
  assert.ok(table.chat.rooms.has(await creating));
});

test('a direct room with somebody exists once, whoever asks', async () => {
  using table = await new Table().start();
  const wei = table.server.register('Wei');
  const room = await table.answered(table.chat.createRoom('us', 'direct', [wei]));
  assert.equal(table.chat.rooms.get(room)?.members, 2);
  assert.ok(table.server.store.user(wei).rooms.has(room));
});

test('[NET-3] refusals reject with their code; what would cost the connection is not even asked', async () => {
  using table = await new Table().start();
  const { chat } = table;
  const strangers = Array.from({ length: 51 }, () => 'u_zzzzzzzzzzzzzzzz' as UserId);
  await assert.rejects(chat.createRoom('x'.repeat(100_000)), { code: 'bad_name' });
  await assert.rejects(chat.rename(' '), { code: 'bad_name' });
  await assert.rejects(chat.createRoom('many', 'closed', strangers), { code: 'bad_field' });
  await table.network.flush();
  assert.equal(table.server.heard.length, 1, 'only hello');
  const joining = assert.rejects(chat.join('r_zzzzzzzzzzzzzzzz' as RoomId), { code: 'no_such_room' });
  await table.network.flush();
  await joining;
});

test('a new name is one’s own at once, and is remembered', async () => {
  using table = await new Table().start();
  await table.answered(table.chat.rename('老明'));
  assert.equal(table.chat.me?.name, '老明');
  assert.ok(table.lobby.timeline.some((event) => event.type === 'renamed' && event.name === '老明'));
  table.network.weather = 'down';
  table.network.link.cut();
  assert.equal(table.chat.me?.name, '老明');
});

test('older messages are loaded page by page to the beginning; asking twice at once loads once', async () => {
  using table = new Table();
  const other = table.server.register('Wei');
  for (let n = 1; n <= 2 * HISTORY_PAGE_MESSAGES + 10; n++) table.say(other, `${n}`);
  await table.start();
  assert.equal(table.lobby.messages.length, HISTORY_PAGE_MESSAGES);
  await table.answered(Promise.all([table.chat.loadOlder(LOBBY), table.chat.loadOlder(LOBBY)]));
  assert.equal(table.lobby.messages.length, 2 * HISTORY_PAGE_MESSAGES);
  await table.answered(table.chat.loadOlder(LOBBY));
  await table.answered(table.chat.loadOlder(LOBBY));
  assert.deepEqual(
    table.lobby.messages.map(({ n }) => n),
    Array.from({ length: 2 * HISTORY_PAGE_MESSAGES + 10 }, (_, index) => index + 1),
  );
  assert.equal(table.lobby.hasOlder, false);
  assert.equal(table.server.heardOf('history').length, 3);
});

test('a first page that failed is loaded with the next welcome', async () => {
  using table = new Table();
  table.say(table.server.register('Wei'), 'tea');
  table.server.intercept = (frame) => (frame.type === 'history' ? refusal(frame.id, 'bad_field') : undefined);
  await table.start();
  assert.equal(table.lobby.messages.length, 0);
  table.server.intercept = () => undefined;
  await table.reconnect();
  assert.equal(table.lobby.messages[0]?.text, 'tea');
});

test('listeners are called once for everything that changed in a turn, until they stop', async () => {
  using table = await new Table().start();
  const other = table.server.register('Wei');
  await table.network.flush();
  let calls = 0;
  const stop = table.chat.onChange(() => calls++);
  for (let n = 0; n < 10; n++) table.say(other);
  while (table.network.link.step());
  assert.equal(calls, 0);
  await settle();
  assert.equal(calls, 1);
  stop();
  table.say(other);
  await table.network.flush();
  assert.equal(calls, 1);
});

test('a chat that is disposed while it starts does not connect', async () => {
  const table = new Table();
  const starting = table.chat.start();
  table[Symbol.dispose]();
  await starting;
  assert.equal(table.network.links.length, 0);
});

test('logout makes place for somebody new at the same server', async () => {
  using table = await new Table({ server: new FakeServer() }).start();
  const before = table.me;
  await table.chat.logout();
  assert.deepEqual([table.chat.me, table.chat.rooms.size], [null, 0]);
  await table.start();
  assert.notEqual(table.me, before);
});
