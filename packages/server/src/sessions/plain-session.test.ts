import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import { LOBBY } from '@teahouse/protocol/ids';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';
import { PlainClient } from '../testing/plain-client.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;

test('[NET-2] what a nameless client sends comes to all as it was sent, the sender included', async () => {
  const house = await House.open();
  const one = await PlainClient.enter(house);
  const other = await PlainClient.enter(house);
  await one.say('{"raw": "茶"}');
  assert.deepEqual(one.read(), ['{"raw": "茶"}']);
  assert.deepEqual(other.read(), ['{"raw": "茶"}']);
});

test('[NET-2] what a named client or a member says comes with the name', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house, { name: '小明' });
  await client.say('你好');
  const { user } = await house.guest('Lee');
  await house.say(user, 'hello');
  assert.deepEqual(client.read(), ['小明：你好', 'Lee：hello']);
});

test('[NET-2] a binary frame comes to plain clients as it is, and to others as an attachment', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  const member = await JsonClient.enter(house, await house.guest());
  await client.say(Buffer.from([0, 255, 1]));
  assert.deepEqual(client.read(), ['00ff01']);
  const [event] = member.events(LOBBY);
  assert.ok(event?.type === 'message' && event.attachment?.size === 3);
  assert.deepEqual((await house.services.archive.blob(event.attachment.id))?.bytes, Buffer.from([0, 255, 1]));
});

test('[NET-3] a refusal comes to its sender alone, and the next message is stored', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  const other = await PlainClient.enter(house);
  for (const text of [' ', 'x'.repeat(4_001), '\u0000', 'good']) await client.say(text);
  const read = client.read();
  assert.deepEqual(
    read.map((text) => text.split(':')[0]),
    ['！empty_text', '！too_long', '！bad_text', 'good'],
  );
  assert.deepEqual(other.read(), ['good']);
});

test('[NET-2] a visitor who only looks leaves no trace', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  const before = await house.services.archive.head(LOBBY);
  client.session.onClosed();
  assert.equal((await house.services.archive.head(client.session.user)).head, 0);
  assert.deepEqual(await house.services.archive.head(LOBBY), before);
  assert.equal(house.presence.look(LOBBY).count, 0);
});

for (const room of [ROOM, `r_${'z'.repeat(16)}` as RoomId]) {
  test(`[S14] a room that is closed and one that is not there are told alike (${room})`, async () => {
    const house = await House.open();
    const { user } = await house.guest();
    await house.do(user, { type: 'create_room', room: ROOM, name: 'x', kind: 'closed', members: [] });
    const client = new PlainClient(house, { room, history: 10 });
    await client.say('early');
    assert.deepEqual(client.wire.ended, ['noRoom']);
    assert.deepEqual(client.read(), []);
    assert.equal((await house.services.archive.head(ROOM)).head, 1);
  });
}

test('history is shown first, then what is live, and nothing twice', async () => {
  const house = await House.open();
  const { user } = await house.guest();
  for (const text of ['a', 'b', 'c']) await house.say(user, text);
  const client = new PlainClient(house, { history: 2 });
  house.slow.afterRead = (method) => {
    if (method !== 'messages') return;
    void house.submit(user, { type: 'send', room: LOBBY, text: 'meanwhile' });
    house.clock.turn();
  };
  await house.settle();
  await house.say(user, 'live');
  assert.deepEqual(client.read(), ['b', 'c', 'meanwhile', 'live']);
});

test('[NET-2] what is said before the room could be read is shown to its sender too', async () => {
  const house = await House.open();
  house.slow.hold('head');
  const client = new PlainClient(house);
  await client.say('as soon as it was open');
  house.slow.release();
  await house.settle();
  assert.deepEqual(client.read(), ['as soon as it was open']);
});

test('[NET-2] whoever speaks and goes at once is heard', async () => {
  const house = await House.open();
  const client = new PlainClient(house);
  for (const text of ['a', 'b', 'c']) client.session.onText(text);
  client.session.onClosed();
  await house.settle();
  assert.equal((await house.services.archive.head(LOBBY)).head, 4);
});

test('[S10] a plain client that is gone leaves nothing behind', async () => {
  const house = await House.open();
  const early = new PlainClient(house);
  early.session.onClosed();
  const client = await PlainClient.enter(house);
  assert.equal(house.presence.look(LOBBY).count, 1);
  client.session.onClosed();
  client.session.onClosed();
  for (let sweeps = 0; sweeps < 4; sweeps++) house.feeds.sweep();
  assert.equal(house.feeds.count, 0);
  assert.equal(house.presence.look(LOBBY).count, 0);
});
