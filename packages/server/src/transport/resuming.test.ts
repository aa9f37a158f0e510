import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveServer } from '../testing/live-server.ts';
import { StreamClient, statusOf } from '../testing/stream-client.ts';

const send = (id: string, room = 'lobby') => ({ type: 'send', id, room, text: id });
const EVENTS = new Set([
  'message',
  'joined',
  'left',
  'room_joined',
  'room_left',
  'read',
  'renamed',
  'room_created',
]);

/** Where each event of a client was, in the order it was shown: `stream seq`. */
function placesOf(client: StreamClient): string[] {
  const events = client.frames().filter(({ type }) => EVENTS.has(type));
  return events.map(({ room, user, seq }) => `${user ?? room} ${seq}`);
}

/** Everything that is on its way to a client has come. */
async function settled(client: StreamClient, places: readonly string[]): Promise<void> {
  await client.until(() => placesOf(client).length >= places.length);
}

/** Ming reads what happens to and around Ming, in two rooms. */
async function setUp(live: LiveServer) {
  const ming = await StreamClient.welcomed(live.port, { name: 'Ming' });
  const lee = await StreamClient.welcomed(live.port, { name: 'Lee' });
  await lee.post({ type: 'create_room', id: 'room', name: 'tea', kind: 'open', members: [] });
  await lee.until(() => lee.frames('ok').length === 1);
  const { room } = lee.frames('ok')[0];
  await ming.post({ type: 'join', id: 'j', room });
  await ming.until(() => ming.frames('joined').length > 0);
  const reader = await StreamClient.reading(live.port, ming.token);
  return { ming, lee, room, reader };
}

test('[SYNC-1] a stream that is cut at any event goes on after it: nothing is lost, nothing comes twice', async () => {
  await using live = await LiveServer.start();
  const { ming, lee, room, reader } = await setUp(live);
  for (let index = 0; index < 12; index++) {
    const said = reader.frames('message').length;
    await lee.post(send(`m${index}`, index % 3 === 0 ? room : 'lobby'));
    await reader.until(() => reader.frames('message').length > said);
    if (index !== 5) continue;
    await ming.post({ type: 'read', id: 'r', room, seq: reader.frames('message')[0].seq });
    await reader.until(() => reader.frames('read').length > 0);
  }
  const all = placesOf(reader);
  const { token } = ming;
  const blocks = reader.sent;
  const shownAt = blocks.flatMap(({ id, data }, index) => (id && data.includes('"seq"') ? [index] : []));
  assert.ok(shownAt.length >= 13, 'live events bear ids');
  for (const index of shownAt) {
    const before = blocks.slice(0, index + 1).filter(({ data }) => EVENTS.has(JSON.parse(data).type)).length;
    const again = await StreamClient.reading(live.port, token, blocks[index]?.id ?? '');
    const rest = all.slice(before);
    await settled(again, rest);
    assert.deepEqual(placesOf(again).toSorted(), rest.toSorted());
    again.destroy();
  }
  for (const client of [ming, lee, reader]) client.destroy();
  assert.deepEqual(live.troubles, []);
});

test('[SYNC-3] a reader who is cut again and again, while others talk, is shown each event once', async () => {
  await using live = await LiveServer.start();
  const lee = await StreamClient.welcomed(live.port);
  const ming = await StreamClient.welcomed(live.port);
  const { token } = ming;
  let reader = await StreamClient.reading(live.port, token);
  let lastId = reader.lastId;
  const seen: number[] = [];
  for (let round = 0; round < 15; round++) {
    void lee.post(send(`a${round}`), send(`b${round}`));
    await reader.until(() => reader.frames('message').length > 0);
    reader.destroy();
    // What came after the last id was not taken for shown.
    const upTo = reader.sent.findLastIndex(({ id }) => id !== null);
    lastId = reader.lastId ?? lastId;
    for (const { data } of reader.sent.slice(0, upTo + 1)) {
      const frame = JSON.parse(data);
      if (frame.type === 'message') seen.push(frame.seq);
    }
    reader = await StreamClient.reading(live.port, token, lastId);
  }
  await reader.until(() => seen.length + reader.frames('message').length >= 30);
  seen.push(...reader.frames('message').map(({ seq }) => seq));
  const [first = 0] = seen;
  assert.deepEqual(
    seen,
    Array.from({ length: 30 }, (_, index) => first + index),
  );
  for (const client of [ming, lee, reader]) client.destroy();
});

test('[SYNC-2] an id of a log that is no more is answered with `reset`', async () => {
  await using live = await LiveServer.start();
  const ming = await StreamClient.welcomed(live.port);
  const cursor = JSON.stringify({ 'another-life-1': { lobby: [2, 'x'] } });
  const reader = await StreamClient.reading(live.port, ming.token, Buffer.from(cursor).toString('base64url'));
  await reader.until(() => reader.frames('reset').length === 1);
  assert.equal(reader.frames('reset')[0].room, 'lobby');
  for (const client of [ming, reader]) client.destroy();
});

test('an id that is none is answered 400, one that says nonsense ends the stream', async () => {
  await using live = await LiveServer.start();
  const ming = await StreamClient.welcomed(live.port);
  const headers = { Authorization: `Bearer ${ming.token}` };
  const method = 'GET';
  assert.equal(await statusOf(live.port, { method, headers: { ...headers, 'Last-Event-ID': 'x' } }), 400);
  const nonsense = Buffer.from('{"e":{"nowhere":["a","b"]}}').toString('base64url');
  const opening = { method, headers: { ...headers, 'Last-Event-ID': nonsense } } as const;
  const client = await StreamClient.open(live.port, opening);
  await client.ended();
  assert.equal(client.frames('error')[0].code, 'bad_field');
  assert.equal(client.closeCode, 4400);
  ming.destroy();
});

test('[SYNC-1] who opens a stream by posting shows positions in the hello, and is told no ids', async () => {
  await using live = await LiveServer.start();
  const ming = await StreamClient.welcomed(live.port);
  await ming.post(send('a'), send('b'));
  await ming.until(() => ming.frames('message').length === 2);
  const [first, second] = ming.frames('message');
  const { epoch } = ming.frames('welcome')[0].me;
  const resume = { lobby: { epoch, seq: first.seq, id: first.id } };
  const again = await StreamClient.welcomed(live.port, { token: ming.token, resume });
  await again.until(() => again.frames('message').length === 1);
  assert.deepEqual(again.frames('message')[0], second);
  assert.equal(again.lastId, undefined);
  for (const client of [ming, again]) client.destroy();
});
