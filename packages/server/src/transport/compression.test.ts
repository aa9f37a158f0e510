import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constants, deflateRawSync } from 'node:zlib';
import { FRAME_BYTES_MAX } from '@teahouse/protocol/limits';
import { LiveServer } from '../testing/live-server.ts';
import { clientFrame, RawClient } from '../testing/raw-client.ts';
import { PING, TEXT } from '../testing/sent-frames.ts';
import { answerTo } from './compression.ts';

const AGREED = 'permessage-deflate; server_no_context_takeover; client_no_context_takeover';

const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  [AGREED]: [
    'permessage-deflate',
    'permessage-deflate; client_max_window_bits',
    'permessage-deflate; client_max_window_bits=8; server_no_context_takeover; client_no_context_takeover',
    'permessage-deflate; client_max_window_bits="12"',
    'permessage-deflate; server_max_window_bits=12, permessage-deflate',
    'permessage-deflate; unheard_of, permessage-deflate; client_max_window_bits',
    'x-webkit-deflate-frame, permessage-deflate',
  ],
  [`${AGREED}; server_max_window_bits=15`]: ['permessage-deflate; server_max_window_bits=15'],
  declined: [
    'x-webkit-deflate-frame',
    'permessage-deflate; server_max_window_bits=14',
    'permessage-deflate; server_max_window_bits=16',
    'permessage-deflate; server_max_window_bits=015',
    'permessage-deflate; server_max_window_bits',
    'permessage-deflate; client_max_window_bits=7',
    'permessage-deflate; client_max_window_bits=16',
    'permessage-deflate; client_max_window_bits=1e1',
    'permessage-deflate; client_no_context_takeover=1',
    'permessage-deflate; server_no_context_takeover; server_no_context_takeover',
    'permessage-deflate; unheard_of',
    'permessage-deflate; constructor',
    'constructor',
  ],
  unreadable: ['', 'permessage-deflate;', 'permessage-deflate; =', ', permessage-deflate', 'a; b="c'],
};
for (const [answer, headers] of Object.entries(ANSWERS)) {
  for (const header of headers) {
    test(`[NET-3] the offer "${header}" is answered: ${answer}`, () => {
      assert.equal(answerTo(header), answer);
    });
  }
}

test('who offers nothing is agreed nothing', () => {
  assert.equal(answerTo(undefined), 'declined');
});

const OFFER = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n';

test('compression is agreed on with those who read JSON, and with plain clients never', async () => {
  await using live = await LiveServer.start();
  const reader = await RawClient.upgrade(live.port, '/ws', OFFER);
  assert.match(reader.head, new RegExp(`^Sec-WebSocket-Extensions: ${AGREED}$`, 'im'));
  const plain = await RawClient.upgrade(live.port, '/', OFFER);
  assert.doesNotMatch(plain.head, /extensions/i);
  for (const client of [reader, plain]) client.destroy();
});

test('where compression is off nothing is agreed on, whatever is offered', async () => {
  await using live = await LiveServer.start({ compression: 'off' });
  for (const header of [OFFER, 'Sec-WebSocket-Extensions: ;;;\r\n']) {
    const client = await RawClient.upgrade(live.port, '/ws', header);
    assert.match(client.head, /^HTTP\/1\.1 101 /);
    assert.doesNotMatch(client.head, /extensions/i);
    client.destroy();
  }
});

test('[NET-3] an offer that cannot be read fails the upgrade, as RFC 6455 has it', async () => {
  await using live = await LiveServer.start();
  const client = await RawClient.upgrade(live.port, '/ws', 'Sec-WebSocket-Extensions: ;;;\r\n');
  assert.match(client.head, /^HTTP\/1\.1 400 /);
  client.destroy();
});

/** As a client compresses: flushed, and without the end of it. */
function deflate(bytes: string | Uint8Array): Buffer {
  const flushed = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  return flushed.subarray(0, flushed.length - 4);
}

const RSV1 = { rsv1: true };

async function welcomed(live: LiveServer): Promise<RawClient> {
  const client = await RawClient.upgrade(live.port, '/ws', OFFER);
  client.frame(TEXT, deflate('{"type":"hello"}'), RSV1);
  await client.until((text) => text.includes('"type":"welcome"'));
  return client;
}

/** Asks for rooms, which are answered only if all before it was taken. */
async function assertAnswered(client: RawClient, id: string): Promise<void> {
  await client.until((text) => text.includes(`"type":"rooms","id":"${id}"`));
}

test('compressed and uncompressed messages may come in turn, in one packet', async () => {
  await using live = await LiveServer.start();
  const client = await welcomed(live);
  const roomsAs = (id: string) => `{"type":"rooms","id":"${id}"}`;
  const frames = [...Array(40).keys()].map((turn) =>
    turn % 3 === 0
      ? clientFrame(TEXT, Buffer.from(roomsAs(`r${turn}`)))
      : clientFrame(TEXT, deflate(roomsAs(`r${turn}`)), RSV1),
  );
  client.write(Buffer.concat(frames));
  await assertAnswered(client, 'r39');
  const ids = client.frames
    .map(({ payload }) => payload.toString())
    .flatMap((text) => /"type":"rooms","id":"(\w+)"/.exec(text)?.[1] ?? []);
  assert.deepEqual(
    ids,
    frames.map((_, turn) => `r${turn}`),
  );
  client.destroy();
});

test('a compressed message may come in fragments, with pings between', async () => {
  await using live = await LiveServer.start();
  const client = await welcomed(live);
  const whole = deflate('{"type":"rooms","id":"parts"}');
  for (const [index, byte] of whole.entries()) {
    const fin = index === whole.length - 1;
    client.frame(index === 0 ? TEXT : 0x0, Buffer.from([byte]), { fin, rsv1: index === 0 });
    if (index === 3) client.frame(PING, Buffer.from('?'));
  }
  await assertAnswered(client, 'parts');
  assert.ok(client.frames.some(({ opcode, payload }) => opcode === 0xa && payload.toString() === '?'));
  client.destroy();
});

test('a message whose last block is marked as last is taken too', async () => {
  await using live = await LiveServer.start();
  const client = await welcomed(live);
  const final = deflateRawSync('{"type":"rooms","id":"final"}');
  client.frame(TEXT, Buffer.concat([final, Buffer.from([0])]), RSV1);
  await assertAnswered(client, 'final');
  client.destroy();
});

/** A frame of so many bytes. */
const asking = (sizeBytes: number) => '{"type":"rooms","id":"r"}'.padEnd(sizeBytes);

test('[S4] what inflates to exactly the limit is taken', async () => {
  await using live = await LiveServer.start();
  const client = await welcomed(live);
  client.frame(TEXT, deflate(asking(FRAME_BYTES_MAX)), RSV1);
  await assertAnswered(client, 'r');
  client.destroy();
});

const VIOLATIONS: readonly { what: string; code: number; does: (client: RawClient) => void }[] = [
  {
    what: 'one byte more than a frame may have, once inflated,',
    code: 1009,
    does: (c) => c.frame(TEXT, deflate(asking(FRAME_BYTES_MAX + 1)), RSV1),
  },
  {
    what: 'a bomb of 60 KB that would be 60 MB',
    code: 1009,
    does: (c) => c.frame(TEXT, deflate(Buffer.alloc(60_000_000, ' ')), RSV1),
  },
  {
    what: 'a bomb in fragments',
    code: 1009,
    does: (c) => {
      const bomb = deflate(Buffer.alloc(60_000_000, ' '));
      c.frame(TEXT, bomb.subarray(0, 1_000), { fin: false, rsv1: true });
      c.frame(0x0, bomb.subarray(1_000));
    },
  },
  { what: 'what is no deflated data', code: 1007, does: (c) => c.frame(TEXT, Buffer.alloc(50, 0xff), RSV1) },
  {
    what: 'compressed text that is no UTF-8',
    code: 1007,
    does: (c) => c.frame(TEXT, deflate(Buffer.from([0xc3, 0x28])), RSV1),
  },
  { what: 'a compressed ping', code: 1002, does: (c) => c.frame(PING, deflate('?'), RSV1) },
  {
    what: 'a compressed continuation',
    code: 1002,
    does: (c) => {
      c.frame(TEXT, deflate('x'), { fin: false, rsv1: true });
      c.frame(0x0, deflate('y'), RSV1);
    },
  },
];
for (const { what, code, does } of VIOLATIONS) {
  test(`[S4] ${what} closes its own connection with ${code} and harms nobody`, async () => {
    await using live = await LiveServer.start();
    const client = await welcomed(live);
    does(client);
    assert.equal(await client.closeCode(), code);
    client.destroy();
    (await welcomed(live)).destroy();
    assert.deepEqual(live.troubles, []);
  });
}
