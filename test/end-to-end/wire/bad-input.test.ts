import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { RawSocket } from '../../support/raw-socket.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const url = server.webSocket('/ws');
/** Somebody else, who must not notice. */
const witness = (await WireClient.enter(url, { name: 'witness' })).client;
const ANSWER_MS_MAX = 2_000;
const DEEP = 30_000;
const LONE_SURROGATE = '\\ud800';

after(() => witness.close());

async function assertUnharmed(): Promise<void> {
  assert.ok(server.isRunning);
  const beganAtMs = performance.now();
  await witness.ask({ type: 'events', room: 'lobby', after: 0, limit: 1 }, 'events');
  const tookMs = performance.now() - beganAtMs;
  assert.ok(tookMs < ANSWER_MS_MAX, `another client waited ${tookMs} ms`);
}

async function rawGuest(): Promise<RawSocket> {
  const { status, socket } = await RawSocket.upgrade(server.port, '/ws');
  assert.equal(status, 101);
  socket.frame('text', '{"type":"hello"}');
  return socket;
}

const say = (text: string) => `{"type":"send","id":"1","room":"lobby","text":${text}}`;

const REFUSED: readonly (readonly [what: string, frame: string, code: string])[] = [
  ['no JSON', 'hello?', 'not_json'],
  ['nothing', '', 'not_json'],
  ['an array', '[1,2]', 'not_json'],
  ['null', 'null', 'not_json'],
  ['half a frame', '{"type":"send","id":"1","room":"lob', 'not_json'],
  ['an array in an array, and so on', '['.repeat(DEEP) + ']'.repeat(DEEP), 'not_json'],
  ['the same as a text', say('['.repeat(DEEP) + ']'.repeat(DEEP)), 'bad_field'],
  ['no type', '{"id":"1"}', 'unknown_type'],
  ['an unknown type', '{"type":"fly","id":"1"}', 'unknown_type'],
  ['a type that every object has', '{"type":"constructor"}', 'unknown_type'],
  ['the type __proto__', '{"type":"__proto__"}', 'unknown_type'],
  ['a type hidden in __proto__', '{"__proto__":{"type":"typing","room":"lobby"}}', 'unknown_type'],
  ['no id', '{"type":"send","room":"lobby","text":"x"}', 'bad_field'],
  ['an id with a space', '{"type":"send","id":"a b","room":"lobby","text":"x"}', 'bad_field'],
  ['a number for a room', '{"type":"join","id":"1","room":7}', 'bad_field'],
  ['a path for a room', '{"type":"join","id":"1","room":"../lobby"}', 'bad_field'],
  ['an operator for a text', say('{"$ne":1}'), 'bad_field'],
  ['a negative seq', '{"type":"events","id":"1","room":"lobby","after":-1}', 'bad_field'],
  ['a huge seq', '{"type":"read","id":"1","room":"lobby","seq":1e300}', 'bad_field'],
  ['a limit of nothing', '{"type":"history","id":"1","room":"lobby","limit":0}', 'bad_field'],
  ['a text of 4,001 letters', say(JSON.stringify('茶'.repeat(4_001))), 'too_long'],
  ['half a surrogate pair', say(`"a${LONE_SURROGATE}b"`), 'bad_text'],
  ['a NUL', say('"a\\u0000b"'), 'bad_text'],
  ['an escape sequence', say('"\\u001b[2J"'), 'bad_text'],
  ['white space only', say('" \\n\\t\u3000"'), 'empty_text'],
  ['what cannot be seen', say('"\u200b\u2060\ufeff"'), 'empty_text'],
];

test('[NET-3] [S11] [S20] [R25] each bad frame has a code, and the connection goes on', async () => {
  const { client } = await WireClient.enter(url);
  for (const [what, frame, code] of REFUSED) {
    client.say(frame);
    const refusal = await client.next('error');
    assert.equal(refusal.code, code, what);
    assert.equal(refusal.retry, false, what);
    assert.ok(refusal.message.length > 0);
  }
  client.sayBinary(new Uint8Array([1, 2, 3]));
  assert.equal((await client.next('error')).code, 'unexpected_binary');
  await client.ask({ type: 'presence', room: 'lobby' }, 'presence');
  await client.close();
  await assertUnharmed();
});

test('[S20] keys that mean something to objects are fields like others', async () => {
  const { client } = await WireClient.enter(url);
  client.say(
    '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"type":"send","id":"p","room":"lobby","text":"x"}',
  );
  assert.equal((await client.next('ok')).id, 'p');
  const message = await client.next('message', ({ id }) => id === 'p');
  assert.ok(!('admin' in message) && !Object.hasOwn(message, '__proto__'));
  await client.close();
});

test('[NET-3] [S8] what is no frame closes the socket with a reason', async () => {
  const million = '['.repeat(1_000_000);
  const rows: readonly (readonly [what: string, act: (socket: RawSocket) => void, code: number])[] = [
    ['invalid UTF-8', (socket) => socket.frame('text', Buffer.from([0x22, 0xff, 0xfe, 0x22])), 1007],
    ['a frame over the limit', (socket) => socket.frame('text', Buffer.alloc(65_537, 'a')), 1009],
    ['an array a million deep', (socket) => socket.frame('text', million), 1009],
    [
      'a length of 2^60',
      (socket) => socket.bytes(Buffer.from([0x81, 0xff, 0x10, 0, 0, 0, 0, 0, 0, 0])),
      1009,
    ],
    ['a frame without a mask', (socket) => socket.bytes(Buffer.from([0x81, 0x02, 0x7b, 0x7d])), 1002],
    ['an opcode that does not exist', (socket) => socket.bytes(Buffer.from([0x83, 0x80, 0, 0, 0, 0])), 1002],
    [
      'compression that was not agreed on',
      (socket) => socket.bytes(Buffer.from([0xc1, 0x80, 0, 0, 0, 0])),
      1002,
    ],
  ];
  for (const [what, act, code] of rows) {
    using socket = await rawGuest();
    act(socket);
    assert.equal((await socket.closed())?.code, code, what);
    await assertUnharmed();
  }
});

test('[NET-3] [S25] ten thousand frames at once are each answered, and nobody else waits', async () => {
  const { client } = await WireClient.enter(url);
  const FRAMES = 10_000;
  const before = server.residentBytes;
  for (let said = 0; said < FRAMES; said++) {
    client.say({ type: 'send', id: `flood-${said}`, room: 'lobby', text: 'flood' });
  }
  const unharmed = assertUnharmed();
  await client.answerTo(`flood-${FRAMES - 1}`);
  await unharmed;
  const answers = client.heard.filter((frame) => frame.type === 'ok' || frame.type === 'error');
  const refused = answers.filter((frame) => frame.type === 'error' && frame.code === 'rate_limited');
  assert.equal(answers.length, FRAMES);
  assert.ok(refused.length > FRAMES * 0.9);
  assert.ok(server.residentBytes - before < 100_000_000);
  await client.close();
});
