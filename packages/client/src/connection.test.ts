import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BACKOFF_BASE_MS, BACKOFF_MAX_MS } from './backoff.ts';
import { CONNECT_MS_MAX, STABLE_MS_MIN } from './connection.ts';
import { HEARTBEAT_MS } from './testing/fake-server.ts';
import { knownIdentity, Table } from './testing/table.ts';

test('it says how things stand: connecting, live, offline with the time of the next try', async () => {
  using table = new Table();
  const states = [table.chat.connection];
  await table.chat.start();
  states.push(table.chat.connection);
  await table.network.flush();
  states.push(table.chat.connection);
  assert.deepEqual(states, [
    { state: 'connecting', attempt: 0 },
    { state: 'connecting', attempt: 1 },
    { state: 'live' },
  ]);
  table.network.link.cut();
  const { connection } = table.chat;
  assert.ok(connection.state === 'offline');
  const waitMs = connection.retryAtMs - table.clock.nowMs();
  assert.ok(waitMs >= 0 && waitMs < 2 * BACKOFF_BASE_MS);
});

test('while the server is away tries become rarer, up to a limit, and the first good one ends that', async () => {
  using table = new Table();
  table.network.weather = 'down';
  await table.start();
  const waits: number[] = [];
  for (let tries = 0; tries < 12; tries++) {
    const { connection } = table.chat;
    assert.ok(connection.state === 'offline');
    waits.push(connection.retryAtMs - table.clock.nowMs());
    await table.waitForTry();
  }
  assert.ok(waits.every((waitMs, index) => waitMs < Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** index)));
  assert.ok(Math.max(...waits) > 5_000);
  table.network.weather = 'fine';
  await table.waitForTry();
  assert.deepEqual(table.chat.connection, { state: 'live' });
  await table.clock.advance(STABLE_MS_MIN);
  table.network.link.cut();
  const { connection } = table.chat;
  assert.ok(connection.state === 'offline' && connection.retryAtMs - table.clock.nowMs() < BACKOFF_BASE_MS);
});

test('a server that welcomes and closes at once is not flooded', async () => {
  using table = await new Table().start();
  for (let tries = 0; tries < 10; tries++) await table.reconnect();
  const startedMs = table.clock.nowMs();
  for (let tries = 0; tries < 10; tries++) await table.reconnect();
  assert.ok(table.clock.nowMs() - startedMs > 30_000);
});

test('a socket that never opens is given up', async () => {
  using table = new Table();
  table.network.weather = 'hole';
  await table.start();
  await table.clock.advance(CONNECT_MS_MAX - 1);
  assert.equal(table.chat.connection.state, 'connecting');
  await table.clock.advance(1);
  assert.equal(table.chat.connection.state, 'offline');
});

test('[R16] silence for two heartbeats ends the connection, a heartbeat in time keeps it', async () => {
  using table = await new Table().start();
  await table.pass(2 * HEARTBEAT_MS - 1);
  table.server.heartbeat();
  await table.network.flush();
  await table.pass(2 * HEARTBEAT_MS - 1);
  assert.deepEqual(table.chat.connection, { state: 'live' });
  table.network.weather = 'hole';
  await table.pass(1);
  assert.equal(table.chat.connection.state, 'offline');
});

test('[R16] nothing is lost in a half-open connection: it is sent again, and read, on the next', async () => {
  using table = await new Table().start();
  const other = table.server.register();
  table.network.weather = 'hole';
  const id = table.chat.send(table.lobby.room, 'into the void');
  table.say(other, 'unheard');
  await table.pass(2 * HEARTBEAT_MS);
  table.network.weather = 'fine';
  await table.waitForTry();
  assert.deepEqual(
    table.lobby.messages.map(({ text }) => text),
    ['unheard', 'into the void'],
  );
  assert.equal(table.server.heardOf('send').filter((frame) => frame.id === id).length, 1);
});

test('it returns at once when the network is back, or when somebody looks after a sleep', async () => {
  using table = await new Table().start();
  table.network.weather = 'down';
  table.network.link.cut();
  for (let tries = 0; tries < 8; tries++) await table.waitForTry();
  table.network.weather = 'fine';
  for (const listener of table.online) listener();
  await table.network.flush();
  assert.deepEqual(table.chat.connection, { state: 'live' });

  const links = table.network.links.length;
  for (const listener of table.visible) listener();
  assert.equal(table.network.links.length, links, 'a connection that was heard lately is kept');
  table.clock.skip(8 * 3_600_000);
  for (const listener of table.visible) listener();
  assert.equal(table.chat.connection.state, 'offline');
  for (const listener of table.visible) listener();
  await table.network.flush();
  assert.deepEqual(table.chat.connection, { state: 'live' });
});

test('after bye it returns when it was told to, with jitter, and not before', async () => {
  using table = await new Table().start();
  for (const session of table.server.sessions) {
    session.push({ type: 'bye', code: 1012, reconnect_after_ms: 4_000 });
  }
  await table.network.flush();
  table.network.link.cut(1012);
  const { connection } = table.chat;
  assert.ok(connection.state === 'offline');
  const waitMs = connection.retryAtMs - table.clock.nowMs();
  assert.ok(waitMs >= 4_000 && waitMs < 8_000);
});

test('a close code that says not to come back is obeyed, until somebody asks for it', async () => {
  using table = await new Table().start();
  table.network.link.cut(1009);
  assert.deepEqual(table.chat.connection, { state: 'refused', code: 1009 });
  await table.clock.advance(3_600_000);
  for (const listener of [...table.online, ...table.visible]) listener();
  assert.equal(table.network.links.length, 1);
  table.chat.reconnectNow();
  await table.network.flush();
  assert.deepEqual(table.chat.connection, { state: 'live' });
});

test('a wrong token is refused for good, and only logout forgets it', async () => {
  const user = { id: 'u_zzzzzzzzzzzzzzzz' as never, name: 'Nobody' };
  const identity = knownIdentity({ token: 'z'.repeat(43), user });
  using table = await new Table({ identity }).start();
  assert.deepEqual(table.chat.connection, { state: 'refused', code: 'bad_token' });
  assert.equal(table.chat.me?.name, 'Nobody');
  assert.ok(await identity.load());
  await table.chat.logout();
  assert.equal(await identity.load(), null);
  await table.start();
  assert.deepEqual(table.chat.connection, { state: 'live' });
  assert.equal(table.chat.me?.name, 'Ming');
});

test('a bad hello is refused with the reason that was given', async () => {
  using table = new Table();
  table.server.intercept = ({ type }) =>
    type === 'hello' ? { type: 'error', code: 'bad_name', message: '', retry: false } : undefined;
  await table.start();
  table.network.link.cut(4400);
  assert.deepEqual(table.chat.connection, { state: 'refused', code: 'bad_name' });
});

test('what is no frame, or one of a newer server, is ignored', async () => {
  using table = await new Table().start();
  table.network.link.toClient.push(
    '',
    'null',
    '[]',
    '{"type":7}',
    '{"type":"toString"}',
    '{"type":"news"}',
    '{',
  );
  await table.network.flush();
  assert.deepEqual(table.chat.connection, { state: 'live' });
});

test('a disposed chat leaves no timer and no socket behind', async () => {
  const table = await new Table().start();
  table.chat.typing(table.lobby.room);
  table.chat.send(table.lobby.room, 'unanswered');
  table[Symbol.dispose]();
  await table.network.flush();
  assert.equal(table.clock.pending, 0);
  assert.equal(table.server.sessions.size, 0);
});
