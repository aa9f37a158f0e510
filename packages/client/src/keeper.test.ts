import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import { ROOMS_SAVED_AT_ONCE, SAVE_EVERY_MS } from './keeper.ts';
import { type CopyChanges, KEPT_EVENTS_MAX, type KeptCopies } from './kept-copies.ts';
import { memoryCopies, memoryIdentity } from './memory-store.ts';
import type { CopyStore } from './platform.ts';
import { FakeServer } from './testing/fake-server.ts';
import { Table, type TableOptions } from './testing/table.ts';

const texts = (table: Table) => table.lobby.messages.map(({ text }) => text);

/** One person with one store, at one server, as often as they come. */
function home() {
  const options = { server: new FakeServer(), identity: memoryIdentity(), copies: memoryCopies() };
  let seed = 1;
  return { ...options, table: (own: TableOptions = {}) => new Table({ ...options, seed: seed++, ...own }) };
}

/** A store that writes down what it is asked to save. */
function watched(store: CopyStore): CopyStore & { readonly savings: CopyChanges[] } {
  const savings: CopyChanges[] = [];
  const save = (changes: CopyChanges) => {
    savings.push(changes);
    return store.save(changes);
  };
  return { ...store, savings, save };
}

test('[SYNC-1] without a network rooms and messages are there; with one, only what was missed comes', async () => {
  const { server, table } = home();
  const other = server.register('Wei');
  using before = await table().start();
  before.say(other, 'yesterday');
  await saved(before);
  const { head } = before.lobby;
  before[Symbol.dispose]();

  using after = table();
  after.network.weather = 'down';
  await after.start();
  assert.deepEqual([texts(after), after.chat.me?.name, after.lobby.unread], [['yesterday'], 'Ming', 1]);
  after.chat.send(LOBBY, 'from the train');
  await after.network.flush();
  assert.deepEqual(
    after.lobby.pending.map(({ text }) => text),
    ['from the train'],
  );

  before.say(other, 'today');
  server.heard.length = 0;
  after.network.weather = 'fine';
  await after.waitForTry();
  assert.deepEqual(texts(after), ['yesterday', 'today', 'from the train']);
  assert.equal(server.heardOf('hello').at(-1)?.resume?.[LOBBY]?.seq, head);
  assert.deepEqual([...server.heardOf('history'), ...server.heardOf('events')], []);
});

test('[SYNC-2] reset throws the kept copy away, also one that was further on in the same log', async () => {
  const { server, copies, table } = home();
  using before = await table().start();
  await saved(before);
  const kept = await keptOf(copies, before.me);
  const [lobby] = kept.rooms;
  assert.ok(lobby);
  const ahead = { ...lobby, state: { ...lobby.state, seq: 1_000, members: 99 } };
  await copies.save({ ...kept, rooms: [ahead], dropped: [] });
  before[Symbol.dispose]();

  using after = await table().start();
  await saved(after);
  assert.equal(after.lobby.members, server.store.room(LOBBY).members);
  const again = await keptOf(copies, after.me);
  assert.deepEqual(again.rooms[0]?.state, server.store.room(LOBBY));
});

test('changes are saved together a moment later, at once when nobody looks any more, and not without need', async () => {
  const { server, copies, table } = home();
  const store = watched(copies);
  using chat = await table({ copies: store }).start();
  const other = server.register('Wei');
  await saved(chat);
  const before = store.savings.length;
  for (let n = 0; n < 50; n++) chat.say(other);
  await chat.network.flush();
  assert.equal(store.savings.length, before);
  await chat.pass(10 * SAVE_EVERY_MS);
  assert.equal(store.savings.length, before + 1);
  chat.say(other, 'the last thing');
  await chat.network.flush();
  for (const listener of chat.hidden) listener();
  assert.equal(store.savings.at(-1)?.rooms[0]?.newest.events.at(-1)?.n, 51);
  await chat.pass(10 * SAVE_EVERY_MS);
  assert.equal(store.savings.length, before + 2);
});

test('of a long talk the newest events are kept, with the state they lead to', async () => {
  const { server, copies, table } = home();
  using chat = await table().start();
  const other = server.register('Wei');
  for (let n = 0; n < KEPT_EVENTS_MAX + 50; n++) chat.say(other);
  await saved(chat);
  const [lobby] = (await keptOf(copies, chat.me)).rooms;
  assert.equal(lobby?.newest.events.length, KEPT_EVENTS_MAX);
  assert.equal(lobby.newest.events.at(-1)?.seq, lobby.state.seq);
  using after = table();
  after.network.weather = 'down';
  await after.start();
  assert.deepEqual([after.lobby.messages.length, after.lobby.hasOlder], [KEPT_EVENTS_MAX, true]);
});

test('many rooms are saved some at a time', async () => {
  const { copies, table } = home();
  const store = watched(copies);
  using chat = await table({ copies: store }).start();
  for (let n = 0; n < 2 * ROOMS_SAVED_AT_ONCE; n++) void chat.chat.createRoom(`${n}`);
  await chat.network.flush();
  await chat.pass(10 * SAVE_EVERY_MS);
  assert.ok(store.savings.every(({ rooms }) => rooms.length <= ROOMS_SAVED_AT_ONCE));
  assert.equal((await keptOf(copies, chat.me)).rooms.length, 2 * ROOMS_SAVED_AT_ONCE + 1);
});

test('a store that fails means no copies: the chat goes on, and the store is left alone', async () => {
  let asked = 0;
  const broken = () => {
    asked++;
    return Promise.reject(new Error('quota'));
  };
  const { server, table } = home();
  using chat = await table({ copies: { load: broken, save: broken, clear: broken } }).start();
  const other = server.register('Wei');
  for (let n = 0; n < 3; n++) {
    chat.say(other, `${n}`);
    await saved(chat);
  }
  assert.deepEqual([texts(chat), asked], [['0', '1', '2'], 1]);
  await chat.chat.logout();
});

test('what another program has folded is not gone on from', async () => {
  const { copies, table } = home();
  using before = await table().start();
  await saved(before);
  const { own, rooms } = await keptOf(copies, before.me);
  const older = { own, rooms: rooms.map((room) => ({ ...room, format: 'older' })), dropped: [] };
  await copies.save(older);
  using after = table();
  after.network.weather = 'down';
  await after.start();
  assert.equal(after.chat.rooms.size, 0);
  assert.equal(await copies.load(before.me), null);
});

test('logout forgets every copy, and nobody is shown another’s', async () => {
  const { copies, table } = home();
  using chat = await table().start();
  await saved(chat);
  const before = chat.me;
  assert.equal(await copies.load('u_zzzzzzzzzzzzzzzz' as UserId), null);
  await chat.chat.logout();
  assert.equal(await copies.load(before), null);
  await chat.start();
  await saved(chat);
  assert.equal(await copies.load(before), null);
  assert.equal((await keptOf(copies, chat.me)).rooms.length, 1);
});

test('[R20] two tabs that share a store: the copy that is further on stays', async () => {
  const { server, copies, table } = home();
  using ahead = await table().start();
  using late = await table().start();
  const other = server.register('Wei');
  late.network.weather = 'hole';
  for (let n = 0; n < 5; n++) ahead.say(other);
  await saved(ahead);
  late.network.link.stepToClient();
  await late.pass(2 * SAVE_EVERY_MS);
  assert.ok(late.lobby.messages.length < 5);
  const [lobby] = (await keptOf(copies, ahead.me)).rooms;
  assert.equal(lobby?.state.seq, server.store.room(LOBBY).seq);
});

/** What is on its way has come, and was saved. */
async function saved(table: Table): Promise<void> {
  await table.network.flush();
  await table.pass(SAVE_EVERY_MS);
}

async function keptOf(copies: CopyStore, user: UserId): Promise<KeptCopies> {
  const kept = await copies.load(user);
  assert.ok(kept);
  return kept;
}
