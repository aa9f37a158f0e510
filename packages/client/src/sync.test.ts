import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY } from '@teahouse/protocol/ids';
import type { Incoming } from '@teahouse/protocol/server-frames';
import { HISTORY_PAGE_MESSAGES } from './history.ts';
import { READ_EVERY_MS } from './read-markers.ts';
import { Table } from './testing/table.ts';
import { WINDOW_EVENTS } from './timeline.ts';

/** What the server would tell somebody who looks for the first time. */
function assertLikeFreshLook(table: Table): void {
  const { store } = table.server;
  const fresh = store.room(LOBBY);
  const membership = store.user(table.me).rooms.get(LOBBY);
  const { name, kind, members, head, unread, timeline } = table.lobby;
  const unreadThere = fresh.n - (membership?.readN ?? 0);
  assert.deepEqual({ name, kind, members, head, unread }, { ...pick(fresh), unread: unreadThere });
  const from = timeline[0]?.seq ?? 1;
  const said = store.events(LOBBY).filter(({ seq, type }) => seq >= from && type === 'message');
  assert.deepEqual(table.lobby.messages, said);
}

function pick({ name, kind, members, seq }: ReturnType<Table['server']['store']['room']>) {
  return { name, kind, members, head: seq };
}

test('[SYNC-1] a client that was away gets exactly the later events', async () => {
  using table = await new Table().start();
  const other = table.server.register('Wei');
  for (let n = 0; n < 5; n++) table.say(other);
  await table.network.flush();
  table.network.link.cut();
  for (let n = 0; n < 30; n++) table.say(other);
  await table.waitForTry();
  assertLikeFreshLook(table);
  assert.equal(table.lobby.messages.length, 35);
  const [hello] = table.server.heardOf('hello').slice(-1);
  assert.equal(hello?.resume?.[LOBBY]?.seq, 8);
  assert.equal(table.server.heardOf('events').length, 0);
});

test('[SYNC-1] after 100,000 events it is behind by a number that shrinks, and memory stays bounded', async () => {
  using table = await new Table().start();
  const other = table.server.register('Wei');
  table.network.link.cut();
  for (let n = 0; n < 100_000; n++) table.say(other);
  const behind: number[] = [];
  table.chat.onChange(() => {
    const { connection } = table.chat;
    if (connection.state === 'behind') behind.push(connection.events);
  });
  await table.waitForTry();
  assert.deepEqual(table.chat.connection, { state: 'live' });
  assert.equal(table.lobby.head, table.server.store.room(LOBBY).seq);
  assert.equal(table.lobby.messages.length, WINDOW_EVENTS);
  assert.equal(table.lobby.messages.at(-1)?.n, 100_000);
  assert.equal(table.lobby.hasOlder, true);
  assert.equal(table.lobby.unread, 100_000);
  assert.ok((behind[0] ?? 0) > 90_000 && behind.length > 50);
  assert.deepEqual(
    behind,
    behind.toSorted((one, next) => next - one),
  );
  assert.equal(table.server.heardOf('subscribe').length, 1);
  const loading = table.chat.loadOlder(LOBBY);
  await table.network.flush();
  await loading;
  assert.equal(table.lobby.messages.length, WINDOW_EVENTS + HISTORY_PAGE_MESSAGES);
  assertLikeFreshLook(table);
});

test('[SYNC-2] a position that is not in the log is reset: the copy is made anew', async () => {
  using table = await new Table().start();
  const other = table.server.register('Wei');
  table.say(other, 'kept');
  await table.network.flush();
  const restore = table.server.store.backup();
  table.say(other, 'lost');
  await table.network.flush();
  assert.deepEqual(
    table.lobby.messages.map(({ text }) => text),
    ['kept', 'lost'],
  );
  restore();
  table.say(other, 'said after the restore');
  await table.reconnect();
  assert.deepEqual(
    table.lobby.messages.map(({ text }) => text),
    ['kept', 'said after the restore'],
  );
  assertLikeFreshLook(table);
});

test('[SYNC-2] after a reset acknowledged messages are sent again under their ids, in their order', async () => {
  using table = await new Table().start();
  table.chat.send(LOBBY, 'survives');
  await table.network.flush();
  const restore = table.server.store.backup();
  const lost = [table.chat.send(LOBBY, 'lost 1'), table.chat.send(LOBBY, 'lost 2')];
  await table.network.flush();
  restore();
  await table.reconnect();
  assert.deepEqual(
    table.lobby.messages.map(({ text }) => text),
    ['survives', 'lost 1', 'lost 2'],
  );
  assert.deepEqual(
    table.lobby.messages.slice(1).map(({ id }) => id),
    lost,
  );
  assert.deepEqual(table.lobby.pending, []);
});

test('[SYNC-2] a message acknowledged long ago is not sent again', async () => {
  using table = await new Table().start();
  const restore = table.server.store.backup();
  table.chat.send(LOBBY, 'long ago');
  await table.network.flush();
  table.clock.skip(600_001);
  restore();
  await table.reconnect();
  assert.deepEqual(table.lobby.messages, []);
  assert.deepEqual(table.chat.outbox, []);
});

test('[SYNC-2] a reset in the middle of a connection ends it, and the next hello does not show that position', async () => {
  using table = await new Table().start();
  const other = table.server.register('Wei');
  await table.reconnect();
  table.say(other);
  await table.network.flush();
  const frame: Incoming = { type: 'reset', room: LOBBY, epoch: table.server.store.epoch, head: 4, id: '' };
  for (const session of table.server.sessions) session.push(frame);
  await table.network.flush();
  assert.equal(table.chat.connection.state, 'offline');
  await table.waitForTry();
  assert.equal(table.server.heardOf('hello').at(-1)?.resume, undefined);
  assertLikeFreshLook(table);
});

test('[SYNC-3] [R7] what is said while it catches up is there once', async () => {
  using table = await new Table().start();
  const other = table.server.register('Wei');
  table.network.link.cut();
  for (let n = 0; n < 2_000; n++) table.say(other);
  let saying = 300;
  table.server.intercept = ({ type }) => {
    // Something is said before and after every step of the catching up.
    if (type !== 'hello' && saying-- > 0) table.say(other);
    return undefined;
  };
  await table.waitForTry();
  for (let n = 0; n < 10; n++) table.say(other);
  await table.network.flush();
  assert.deepEqual(table.chat.connection, { state: 'live' });
  assertLikeFreshLook(table);
});

test('[SYNC-4] whatever happens in a room, the copy equals a fresh look', async () => {
  using table = await new Table().start();
  const { store } = table.server;
  const other = table.server.register('Wei');
  const commands = [
    () => table.say(other),
    () => store.commit({ type: 'rename', id: 'c_1' as CommandId, author: other, name: 'Wei 2' }),
    () => store.commit({ type: 'leave', id: 'c_2' as CommandId, author: other, room: LOBBY }),
    () => store.commit({ type: 'join', id: 'c_3' as CommandId, author: other, room: LOBBY }),
    () => table.chat.send(LOBBY, 'mine'),
    () => table.chat.markRead(LOBBY, table.lobby.head),
  ];
  for (const act of [...commands, ...commands]) {
    act();
    await table.pass(READ_EVERY_MS);
    assertLikeFreshLook(table);
  }
});

test('a frame that is lost is fetched when the next one shows the hole', async () => {
  using table = await new Table().start();
  const other = table.server.register();
  table.say(other, 'lost');
  table.network.link.toClient.length = 0;
  table.say(other, 'seen');
  await table.network.flush();
  assertLikeFreshLook(table);
});

test('a last frame that is lost is found by the heartbeat, in a room and in the own stream', async () => {
  using table = await new Table().start();
  const other = table.server.register();
  const { store } = table.server;
  await table.network.flush();
  table.say(other, 'lost');
  store.commit({ type: 'rename', id: 'c_1' as CommandId, author: table.me, name: 'Lao Ming' });
  table.network.link.toClient.length = 0;
  table.server.heartbeat();
  await table.network.flush();
  assertLikeFreshLook(table);
  assert.equal(table.chat.me?.name, 'Lao Ming');
});

test('[R21] events that come again after a reconnect are applied once', async () => {
  using table = await new Table().start();
  const other = table.server.register();
  for (let n = 0; n < 3; n++) table.say(other);
  const frames = [...table.network.link.toClient];
  await table.network.flush();
  table.network.link.toClient.push(...frames, ...frames);
  await table.network.flush();
  assertLikeFreshLook(table);
});

test('an event that only newer clients know keeps its place, and nothing is missed after it', async () => {
  using table = await new Table().start();
  const other = table.server.register('Wei');
  table.say(other, 'before');
  await table.network.flush();
  // A newer server: what is said next is of a kind that is not known here.
  table.say(other, 'not understood');
  const said = table.server.store.events(LOBBY).at(-1);
  Object.assign(said ?? {}, { type: 'poll_opened' });
  table.network.link.toClient.length = 0;
  table.say(other, 'after');
  await table.network.flush();
  assert.deepEqual(
    table.lobby.messages.map(({ text }) => text),
    ['before', 'after'],
  );
  assert.equal(table.lobby.head, table.server.store.room(LOBBY).seq);
  assert.deepEqual(table.chat.connection, { state: 'live' });
});
