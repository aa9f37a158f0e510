import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlobId, CommandId, UserId } from '@teahouse/protocol/ids';
import { LOBBY } from '@teahouse/protocol/ids';
import { FRAME_BYTES_MAX, PAGE_BYTES_MAX } from '@teahouse/protocol/limits';
import { OUTLET_BYTES_MAX } from '../fanout/outlet.ts';
import { House } from '../testing/house.ts';
import { PlainClient } from '../testing/plain-client.ts';
import { PLAIN_UNSENT_MAX, STUCK_MS_MAX } from './limits.ts';

test('[S25] frames beyond the rate are read later, none is dropped, and their order is kept', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  const texts = [...Array(100).keys()].map((count) => `${count}`);
  for (const text of texts) client.session.onText(text);
  await house.settle();
  assert.equal(client.read().length, 60);
  assert.equal(client.wire.isPaused, true);
  for (let waits = 0; waits < 40; waits++) {
    house.clock.advance(50);
    await house.settle();
  }
  assert.deepEqual(client.read(), texts.slice(60));
  assert.equal(client.wire.isPaused, false);
});

test('[S25] who goes without waiting takes no more than the burst', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  for (let count = 0; count < 500; count++) client.session.onText('x');
  client.session.onClosed();
  await house.settle();
  house.clock.advance(60_000);
  await house.settle();
  assert.equal((await house.services.archive.head(LOBBY)).head, 61);
  assert.equal(house.clock.pending, 0);
});

test('[S10] files that wait to be stored are few', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  house.clock.turn();
  for (let count = 0; count <= PLAIN_UNSENT_MAX; count++) {
    assert.equal(client.wire.isPaused, false);
    client.session.onBinary(Buffer.alloc(FRAME_BYTES_MAX));
  }
  client.session.onBinary(Buffer.alloc(FRAME_BYTES_MAX));
  assert.equal(client.wire.isPaused, true);
});

test('[S9] a history of large files is cut, the newest are shown', async () => {
  const house = await House.open();
  for (let file = 0; file < 20; file++) {
    await house.do('u_visitorvisitorvi' as UserId, {
      type: 'send',
      room: LOBBY,
      text: '',
      visitor: {},
      id: `f${file}` as CommandId,
      blob: { id: `b_${file}` as BlobId, type: 'x', bytes: Buffer.alloc(FRAME_BYTES_MAX, file) },
    });
  }
  const client = await PlainClient.enter(house, { history: 100 });
  const read = client.read();
  assert.deepEqual(
    read.map((file) => Number.parseInt(file.slice(0, 2), 16)),
    [16, 17, 18, 19],
  );
  assert.ok(read.join('').length / 2 <= PAGE_BYTES_MAX + FRAME_BYTES_MAX);
});

test('[FAN-1] a socket that was full for a moment is shown nothing twice', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  const { user } = await house.guest();
  await house.say(user, 'a');
  client.wire.sink.isFull = true;
  for (const text of ['b', 'c']) await house.say(user, text);
  client.wire.sink.drain();
  await house.settle();
  await house.say(user, 'd');
  assert.deepEqual(client.read(), ['a', 'b', 'c', 'd']);
});

test('[FAN-1] [SYNC-3] a slow reader is caught up from the store, in order, and then live', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  const { user } = await house.guest();
  client.wire.sink.isFull = true;
  const count = Math.ceil(OUTLET_BYTES_MAX / 4_000) + 50;
  for (let said = 0; said < count; said++) {
    void house.submit(user, { type: 'send', room: LOBBY, text: `${said} ${'x'.repeat(3_990)}` });
    if (said % 10 === 0) await house.settle();
  }
  await house.settle();
  client.wire.sink.drain();
  await house.settle();
  await house.say(user, 'live');
  const numbers = client.read().map((text) => text.split(' ')[0]);
  assert.deepEqual(numbers, [...[...Array(count).keys()].map((said) => `${said}`), 'live']);
});

test('[FAN-1] a client in a room that never rests becomes live all the same', async () => {
  const house = await House.open();
  const { user } = await house.guest();
  house.slow.hold('messages');
  house.slow.hold('eventsAfter');
  const client = await PlainClient.enter(house, { history: 1 });
  for (let said = 1; said <= 20; said++) {
    await house.say(user, `${said}`);
    house.slow.releaseOne();
  }
  await house.settle();
  assert.deepEqual(
    client.read(),
    [...Array(20).keys()].map((said) => `${said + 1}`),
  );
  assert.equal(house.slow.count('eventsAfter'), 0);
});

test('[S11] a store that fails for a moment is asked again', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  const { user } = await house.guest();
  client.wire.sink.isFull = true;
  await house.say(user, 'this fills the socket');
  await house.sayMany(user, 300, 'x'.repeat(4_000));
  house.slow.fail('eventsAfter');
  client.wire.sink.drain();
  await house.settle();
  house.slow.mend();
  house.clock.advance(10_000);
  await house.settle();
  assert.equal(client.read().length, 301);
});

test('[FAN-1] a plain client that leaves its socket full for a minute is too slow', async () => {
  const house = await House.open();
  const client = await PlainClient.enter(house);
  client.wire.sink.isFull = true;
  await client.say('x');
  house.clock.advance(STUCK_MS_MAX + 1);
  assert.equal(client.session.isTooSlow(), true);
  assert.equal(client.session.heartbeat(), false);
  client.wire.sink.drain();
  assert.equal(client.session.isTooSlow(), false);
  assert.equal(client.session.heartbeat(), true);
});
