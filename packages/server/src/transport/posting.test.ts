import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRAME_BYTES_MAX } from '@teahouse/protocol/limits';
import { LiveServer } from '../testing/live-server.ts';
import { RawClient } from '../testing/raw-client.ts';
import { StreamClient, statusOf } from '../testing/stream-client.ts';
import { FRAMES_PER_BODY_MAX } from './http-body.ts';

const send = (id: string, text = id) => ({ type: 'send', id, room: 'lobby', text });
const rooms = (id: string) => ({ type: 'rooms', id });

test('[LOG-3] a post whose answer was lost is posted again, and is taken once', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  const frames = [send('a'), rooms('q')];
  for (let tries = 0; tries < 3; tries++) assert.equal(await client.postAs(1, frames), 204);
  assert.equal(await client.postAs(2, [rooms('end')]), 204);
  await client.until(() => client.frames('rooms').some(({ id }) => id === 'end'));
  assert.equal(client.frames('message').length, 1);
  assert.deepEqual(
    client.frames('rooms').map(({ id }) => id),
    ['q', 'end'],
  );
  client.destroy();
});

test('a post before which another never came is not taken', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  assert.equal(await client.postAs(2, [send('b')]), 409);
  assert.equal(await client.postAs(1, [send('a')]), 204);
  assert.equal(await client.postAs(2, [send('b')]), 204);
  await client.until(() => client.frames('message').length === 2);
  client.destroy();
});

test('commands in one post take effect in their order', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  const ids = [...Array(40).keys()].map((index) => `m${index}`);
  await client.post(...ids.map((id) => send(id)));
  await client.until(() => client.frames('message').length === ids.length);
  assert.deepEqual(
    client.frames('message').map(({ text }) => text),
    ids,
  );
  client.destroy();
});

test('[NET-3] a frame that is none is refused on the stream, and harms no other in the same post', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  assert.equal(await client.post('nonsense', { type: 'no_such' }, rooms('r')), 204);
  await client.until(() => client.frames('rooms').length === 1);
  assert.deepEqual(
    client.frames('error').map(({ code }) => code),
    ['not_json', 'unknown_type'],
  );
  client.destroy();
});

test('the limits on what one may say are those of a WebSocket', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  await client.post(...[...Array(100).keys()].map((index) => send(`m${index}`)));
  await client.until(() => client.frames('error').length + client.frames('ok').length === 100);
  const codes = new Set(client.frames('error').map(({ code }) => code));
  assert.deepEqual([...codes], ['rate_limited']);
  client.destroy();
});

for (const [what, body, status] of [
  ['more bytes than a frame may have', 'x'.repeat(FRAME_BYTES_MAX + 1), 413],
  ['more frames than may be under way', '{}\n'.repeat(FRAMES_PER_BODY_MAX + 1), 413],
  ['no UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 400],
] as const) {
  test(`[NET-3] a post with ${what} is answered ${status}, and has not been`, async () => {
    await using live = await LiveServer.start();
    const client = await StreamClient.welcomed(live.port);
    const headers = { Authorization: `Bearer ${client.token}` };
    const path = `/stream/${client.session}/1`;
    assert.equal(await statusOf(live.port, { path, body, headers }), status);
    assert.equal(await client.postAs(1, [rooms('r')]), 204);
    client.destroy();
    assert.deepEqual(live.troubles, []);
  });
}

test('nobody posts to the session of somebody else, even if they know its name', async () => {
  await using live = await LiveServer.start();
  const ming = await StreamClient.welcomed(live.port);
  const lee = await StreamClient.welcomed(live.port);
  const { session } = ming;
  assert.equal(await lee.postAs(1, [send('a')], { session }), 404);
  assert.equal(await lee.postAs(1, [send('a')], { session, token: 'x'.repeat(43) }), 401);
  const path = `/stream/${session}/1`;
  assert.equal(await statusOf(live.port, { path, body: JSON.stringify(send('a')) }), 401);
  assert.equal(await ming.post(rooms('r')), 204);
  await ming.until(() => ming.frames('rooms').length === 1);
  assert.equal(ming.frames('message').length, 0);
  for (const client of [ming, lee]) client.destroy();
});

test('a post to a stream that has ended is answered 404', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  live.connections.byeToAll(0);
  await client.ended();
  assert.equal(await client.post(rooms('r')), 404);
});

const HASTY = {
  headersTimeout: 50,
  requestTimeout: 100,
  connectionsCheckingInterval: 10,
  keepAliveTimeout: 50,
  maxHeaderSize: 16_384,
};

test('[S5] who never ends what they post is cut, and who is sent a stream is not', async () => {
  await using live = await LiveServer.start({ limits: HASTY });
  const client = await StreamClient.welcomed(live.port);
  for (const path of ['/stream', `/stream/${client.session}/1`]) {
    const slow = await RawClient.connect(live.port);
    const headers = `Host: x\r\nAuthorization: Bearer ${client.token}\r\nContent-Length: 1000\r\n`;
    slow.write(`POST ${path} HTTP/1.1\r\n${headers}\r\n{`);
    await slow.ended();
    slow.destroy();
  }
  assert.equal(live.connections.count, 1);
  assert.equal(await client.post(send('a')), 204);
  await client.until(() => client.frames('message').length === 1);
  client.destroy();
  assert.deepEqual(live.troubles, []);
});
