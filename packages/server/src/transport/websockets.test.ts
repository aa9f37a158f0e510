import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRAME_BYTES_MAX, HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';
import { LiveServer } from '../testing/live-server.ts';
import { clientFrame, RawClient } from '../testing/raw-client.ts';
import { BINARY, PING, TEXT } from '../testing/sent-frames.ts';

const CONTINUATION = 0x0;
const HELLO = '{"type":"hello"}';

/** The server is as well as before: someone new is welcomed. */
async function assertWell(live: LiveServer): Promise<void> {
  const client = await RawClient.welcomed(live.port);
  client.destroy();
  assert.deepEqual(live.troubles, []);
}

test('[NET-1] any WebSocket client is welcomed with text frames of JSON', async () => {
  await using live = await LiveServer.start();
  const client = await RawClient.welcomed(live.port);
  assert.match(client.head, /^HTTP\/1\.1 101 /);
  assert.ok(client.frames.every(({ opcode }) => opcode === TEXT));
  client.destroy();
});

test('[NET-2] in plain mode text stays text and binary stays binary', async () => {
  await using live = await LiveServer.start();
  const client = await RawClient.upgrade(live.port, '/?name=Ming');
  client.text('你好');
  client.frame(BINARY, new Uint8Array([7, 8]));
  await client.until((bytes) => bytes.includes('\u0007\u0008'));
  assert.deepEqual(client.frames, [
    { opcode: TEXT, payload: Buffer.from('Ming：你好') },
    { opcode: BINARY, payload: Buffer.from([7, 8]) },
  ]);
  client.destroy();
});

const VIOLATIONS: readonly { what: string; code: number; does: (client: RawClient) => void }[] = [
  {
    what: 'a frame larger than the limit',
    code: 1009,
    does: (c) => c.frame(TEXT, Buffer.alloc(FRAME_BYTES_MAX + 1, 'x')),
  },
  {
    what: '[S8] a frame that says it is huge',
    code: 1009,
    does: (c) => c.frame(TEXT, Buffer.alloc(0), { claimedBytes: 2n ** 40n }),
  },
  {
    what: '[S8] a length beyond all numbers',
    code: 1009,
    does: (c) => c.frame(TEXT, Buffer.alloc(0), { claimedBytes: 2n ** 63n }),
  },
  { what: 'text that is no UTF-8', code: 1007, does: (c) => c.frame(TEXT, Buffer.from([0xc3, 0x28])) },
  { what: 'a surrogate in UTF-8', code: 1007, does: (c) => c.frame(TEXT, Buffer.from([0xed, 0xa0, 0x80])) },
  {
    what: 'a frame without a mask',
    code: 1002,
    does: (c) => c.frame(TEXT, Buffer.from(HELLO), { masked: false }),
  },
  {
    what: '[S4] a compressed frame',
    code: 1002,
    does: (c) => c.frame(TEXT, Buffer.from(HELLO), { rsv1: true }),
  },
  { what: 'a continuation of nothing', code: 1002, does: (c) => c.frame(CONTINUATION, Buffer.from('x')) },
  { what: 'an opcode that does not exist', code: 1002, does: (c) => c.frame(0x3, Buffer.from('x')) },
];
for (const { what, code, does } of VIOLATIONS) {
  test(`[NET-3] ${what} closes its own connection with ${code} and harms nobody`, async () => {
    await using live = await LiveServer.start();
    const client = await RawClient.welcomed(live.port);
    does(client);
    assert.equal(await client.closeCode(), code);
    client.destroy();
    await assertWell(live);
  });
}

test('[S7] a message in more fragments than anybody needs closes its connection', async () => {
  await using live = await LiveServer.start();
  const client = await RawClient.welcomed(live.port);
  client.frame(TEXT, Buffer.from('x'), { fin: false });
  client.write(Buffer.concat(Array(200).fill(clientFrame(CONTINUATION, Buffer.from('x'), { fin: false }))));
  assert.equal(await client.closeCode(), 1008);
  client.destroy();
  await assertWell(live);
});

test('[S7] pings of somebody who reads no answer are cut', async () => {
  await using live = await LiveServer.start();
  const client = await RawClient.welcomed(live.port);
  client.socket.pause();
  const pings = Buffer.concat(Array(500).fill(clientFrame(PING, Buffer.alloc(125))));
  const isMoved = (event: string) => new Promise((resolve) => client.socket.once(event, resolve));
  const closed = isMoved('close');
  for (let sent = 0; !client.socket.closed && sent < 2_000; sent++) {
    if (!client.socket.write(pings)) await Promise.race([isMoved('drain'), closed]);
  }
  client.socket.resume();
  await closed;
  assert.equal(live.connections.count, 0);
  await assertWell(live);
});

test('[R16] a connection whose other end is gone without a word is closed', async () => {
  await using live = await LiveServer.start();
  const client = await RawClient.welcomed(live.port);
  live.heartbeats.advance(HEARTBEAT_INTERVAL_MS * 3);
  await client.until((bytes) => bytes.includes('no sign of life'));
  client.destroy();
});

test('[R16] a connection that answers pings stays', async () => {
  await using live = await LiveServer.start();
  const client = await RawClient.welcomed(live.port);
  for (let beats = 1; beats <= 4; beats++) {
    live.heartbeats.advance(HEARTBEAT_INTERVAL_MS);
    await client.until((text) => text.split('"heartbeat"').length > beats);
    client.frame(0xa, Buffer.alloc(0));
    client.text('{"type":"rooms","id":"r"}');
    await client.until((text) => text.split('"type":"rooms"').length > beats);
  }
  assert.equal(live.connections.count, 1);
  client.destroy();
});

test('[S11] clients that go in the midst of what they are shown harm nobody', async () => {
  await using live = await LiveServer.start();
  const stays = await RawClient.welcomed(live.port);
  const goes = await Promise.all([...Array(20)].map(() => RawClient.welcomed(live.port)));
  for (const [index, client] of goes.entries()) {
    client.text(`{"type":"send","id":"${index}","room":"lobby","text":"last words ${index}"}`);
    if (index % 2 === 0) client.frame(0x8, Buffer.from([0x03, 0xe8]));
    else client.destroy();
  }
  await Promise.all(goes.map((client) => client.ended()));
  stays.text('{"type":"send","id":"end","room":"lobby","text":"the end"}');
  await stays.until((text) => text.includes('the end'));
  const seqs = stays.frames
    .map(({ payload }) => JSON.parse(payload.toString()))
    .filter(({ type }) => type === 'message')
    .map(({ seq }) => seq);
  assert.deepEqual(
    seqs,
    [...seqs.keys()].map((index) => (seqs[0] ?? 0) + index),
  );
  for (const client of [stays, ...goes]) client.destroy();
  assert.deepEqual(live.troubles, []);
});
