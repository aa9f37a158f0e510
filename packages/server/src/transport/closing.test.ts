import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';
import { LiveServer } from '../testing/live-server.ts';
import { RawClient } from '../testing/raw-client.ts';
import { CLOSE } from '../testing/sent-frames.ts';

/** Someone says something that everybody hears. */
async function say(client: RawClient, text: string): Promise<void> {
  client.text(JSON.stringify({ type: 'send', id: text.replaceAll(' ', '_'), room: 'lobby', text }));
  await client.until((bytes) => bytes.includes(`"text":"${text}"`));
}

test('nothing follows a close frame, however much there is to say', async () => {
  await using live = await LiveServer.start();
  const silent = await RawClient.welcomed(live.port);
  live.heartbeats.advance(HEARTBEAT_INTERVAL_MS * 3);
  await silent.until((bytes) => bytes.includes('no sign of life'));
  const other = await RawClient.welcomed(live.port);
  await say(other, 'after the end');
  silent.frame(CLOSE, Buffer.from([0x11, 0x39]));
  await silent.ended();
  assert.equal(silent.frames.at(-1)?.opcode, CLOSE);
  for (const client of [silent, other]) client.destroy();
});

test('[S10] a connection that is being closed is no longer present', async () => {
  await using live = await LiveServer.start();
  const silent = await RawClient.welcomed(live.port);
  live.heartbeats.advance(HEARTBEAT_INTERVAL_MS * 3);
  assert.equal(live.presence.look('lobby' as never).count, 0);
  silent.destroy();
});

test('nothing follows the answer to a close frame of the client', async () => {
  await using live = await LiveServer.start();
  const goes = await RawClient.welcomed(live.port);
  const other = await RawClient.welcomed(live.port);
  goes.frame(CLOSE, Buffer.from([0x03, 0xe8]));
  await say(other, 'meanwhile');
  await goes.ended();
  assert.equal(goes.frames.at(-1)?.opcode, CLOSE);
  for (const client of [goes, other]) client.destroy();
});

test('a client that is not read from can still be closed at once', async () => {
  await using live = await LiveServer.start();
  const plain = await RawClient.upgrade(live.port, '/');
  for (let count = 0; count < 500; count++) plain.text('x');
  await plain.until((bytes) => bytes.length > 200);
  const client = await RawClient.welcomed(live.port);
  const startMs = performance.now();
  live.connections.byeToAll(0);
  await plain.until((bytes) => bytes.includes('restarting'));
  plain.frame(CLOSE, Buffer.from([0x03, 0xf4]));
  await plain.ended();
  assert.ok(performance.now() - startMs < 2_000, 'its answer was read, rather than waited for in vain');
  client.destroy();
});

test('[R15] a node that has lost its store sends everyone away with the code that says so', async () => {
  await using live = await LiveServer.start();
  const clients = [await RawClient.welcomed(live.port), await RawClient.welcomed(live.port)];
  live.connections.endAll('stale');
  for (const client of clients) {
    await client.until((bytes) => bytes.includes('go elsewhere'));
    client.destroy();
  }
});
