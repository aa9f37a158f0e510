import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';
import { LiveServer } from '../testing/live-server.ts';
import { RawClient } from '../testing/raw-client.ts';
import { StreamClient, statusOf } from '../testing/stream-client.ts';

const send = (id: string, text = id) => ({ type: 'send', id, room: 'lobby', text });

test('a client that posts chats with one on a WebSocket', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  const other = await RawClient.welcomed(live.port);
  assert.equal(await client.post(send('a', '你好 🍵')), 204);
  await other.until(() => other.frames.some(({ payload }) => payload.includes('你好 🍵')));
  other.text(JSON.stringify(send('b', 'welcome')));
  await client.until(() => client.frames('message').length === 2);
  assert.deepEqual(
    client.frames('message').map(({ text }) => text),
    ['你好 🍵', 'welcome'],
  );
  assert.equal(client.frames('ok')[0].id, 'a');
  assert.equal(live.connections.count, 2);
  client.destroy();
  other.destroy();
  assert.deepEqual(live.troubles, []);
});

test('nobody on the way may keep a stream, gather it or pack it', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  const { headers } = client.response;
  assert.equal(headers['content-type'], 'text/event-stream');
  assert.equal(headers['cache-control'], 'no-store, no-transform');
  assert.equal(headers['x-accel-buffering'], 'no');
  assert.equal(headers['content-encoding'], undefined);
  assert.equal(headers['set-cookie'], undefined);
  client.destroy();
});

test('frames behind the hello are taken as those that follow it on a WebSocket', async () => {
  await using live = await LiveServer.start();
  const body = `{"type":"hello","name":"Ming"}\n${JSON.stringify(send('a'))}\n`;
  const client = await StreamClient.open(live.port, { body });
  await client.until(() => client.frames('ok').length === 1);
  client.destroy();
});

test('a stream without a token is a new guest, one with the token is the same person again', async () => {
  await using live = await LiveServer.start();
  const guest = await StreamClient.welcomed(live.port, { name: 'Ming' });
  const again = await StreamClient.welcomed(live.port, { token: guest.token });
  assert.deepEqual(again.frames('welcome')[0].user, guest.frames('welcome')[0].user);
  const reading = await StreamClient.reading(live.port, guest.token);
  assert.deepEqual(reading.frames('welcome')[0].user, guest.frames('welcome')[0].user);
  assert.notEqual(guest.session, again.session);
  for (const client of [guest, again, reading]) client.destroy();
});

const WRONG_TOKEN = 'x'.repeat(43);
for (const [what, body, closeCode] of [
  ['a wrong token', `{"type":"hello","token":"${WRONG_TOKEN}"}`, 4401],
  ['another first frame', '{"type":"rooms","id":"r"}', 4400],
  ['no JSON', 'hello', 4400],
] as const) {
  test(`[NET-3] ${what} ends a stream with ${closeCode}, after an error that says why`, async () => {
    await using live = await LiveServer.start();
    const client = await StreamClient.open(live.port, { body });
    await client.ended();
    assert.equal(client.frames('error').length, 1);
    assert.equal(client.closeCode, closeCode);
    assert.equal(live.connections.count, 0);
  });
}

for (const [what, opening, status] of [
  ['a reader without a token', { method: 'GET' }, 401],
  ['a reader with a wrong one', { method: 'GET', headers: { Authorization: `Bearer ${WRONG_TOKEN}` } }, 401],
  ['a stream without a hello', { body: '\n' }, 400],
  ['a stream with a hello that is no UTF-8', { body: Buffer.from([0xc3, 0x28]) }, 400],
  ['an address below that is none', { path: '/stream/x/1', body: '{}' }, 404],
  ['reading where one posts', { method: 'GET', path: `/stream/${'x'.repeat(24)}/1` }, 405],
] as const) {
  test(`[NET-3] ${what} is answered ${status}, and is no session`, async () => {
    await using live = await LiveServer.start();
    assert.equal(await statusOf(live.port, opening), status);
    assert.equal(live.connections.count, 0);
    assert.deepEqual(live.troubles, []);
  });
}

test('a restart says goodbye on the stream, then its code, then nothing', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  live.connections.byeToAll(0);
  await client.ended();
  assert.equal(client.frames('bye').length, 1);
  assert.equal(client.closeCode, 1012);
  assert.equal(client.sent.at(-1)?.event, 'close');
  assert.ok(client.response.complete, 'it ended as an answer ends');
  assert.equal(await live.openSockets(), 0);
});

test('[R16] a client that posts and then falls silent is closed after two heartbeats', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  for (let beats = 1; beats <= 4; beats++) {
    live.heartbeats.advance(HEARTBEAT_INTERVAL_MS);
    await client.until(() => client.frames('heartbeat').length === beats);
    assert.ok(client.text.includes('\n:\n\n'), 'a comment, for who counts bytes');
    assert.equal(await client.post(), 204, 'an empty post is a sign of life');
  }
  live.heartbeats.advance(HEARTBEAT_INTERVAL_MS * 3);
  await client.ended();
  assert.equal(client.closeCode, 4409);
});

test('[R16] a client that only reads is there for as long as its socket is', async () => {
  await using live = await LiveServer.start();
  const guest = await StreamClient.welcomed(live.port);
  const reading = await StreamClient.reading(live.port, guest.token);
  guest.destroy();
  live.heartbeats.advance(HEARTBEAT_INTERVAL_MS * 5);
  await reading.until(() => reading.frames('heartbeat').length === 5);
  assert.equal(reading.closeCode, undefined);
  reading.destroy();
});

test('[S10] a client that is gone is no longer present', async () => {
  await using live = await LiveServer.start();
  const stays = await StreamClient.welcomed(live.port);
  const goes = await StreamClient.welcomed(live.port);
  await stays.post({ type: 'presence', id: 'p', room: 'lobby' });
  await stays.until(() => stays.frames('presence').length === 1);
  goes.destroy();
  await stays.until(() => stays.frames('presence').length === 2);
  assert.deepEqual(stays.frames('presence')[1].went, [goes.frames('welcome')[0].user.id]);
  stays.destroy();
});

test('[S11] who goes while their token is looked up leaves nothing behind', async (context) => {
  await using live = await LiveServer.start();
  const guest = await StreamClient.welcomed(live.port);
  const { archive } = live.services;
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const look = archive.userByToken.bind(archive);
  context.mock.method(archive, 'userByToken', async (hash: Uint8Array) => {
    asked.resolve();
    await answer.promise;
    return look(hash);
  });
  const hasty = await RawClient.connect(live.port);
  hasty.write(`GET /stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${guest.token}\r\n\r\n`);
  await asked.promise;
  hasty.socket.resetAndDestroy();
  while ((await live.openSockets()) > 1) await new Promise(setImmediate);
  answer.resolve();
  for (let turns = 0; turns < 10; turns++) await new Promise(setImmediate);
  assert.equal(live.connections.count, 1);
  assert.equal(live.services.posts.count, 1);
  guest.destroy();
  assert.deepEqual(live.troubles, []);
});
