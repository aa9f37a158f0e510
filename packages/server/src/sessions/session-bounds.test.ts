import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';
import { PING } from '../testing/sent-frames.ts';
import { EARLY_FRAMES_MAX, IN_FLIGHT_MAX, STUCK_MS_MAX } from './limits.ts';

async function entered() {
  const house = await House.open();
  const guest = await house.guest('小明');
  const client = await JsonClient.enter(house, guest);
  return { house, guest, client };
}

test('[S10] one frame too many before the welcome ends the connection', async () => {
  const house = await House.open();
  const client = new JsonClient(house);
  house.slow.hold('roomsOf');
  client.send({ type: 'hello' });
  for (let count = 0; count < EARLY_FRAMES_MAX; count++) client.send({ type: 'typing', room: LOBBY });
  assert.deepEqual(client.wire.ended, []);
  client.send({ type: 'typing', room: LOBBY });
  assert.deepEqual(client.wire.ended, ['tooMany']);
  house.slow.release();
  await house.settle();
  assert.deepEqual(client.wire.ended, ['tooMany']);
  assert.deepEqual(client.read(), []);
});

test('[S25] commands beyond the rate are refused with the time to wait, under their id', async () => {
  const { house, client } = await entered();
  for (let count = 0; count < 61; count++)
    client.send({ type: 'send', id: `c${count}`, room: LOBBY, text: 'x' });
  await house.settle();
  const refused = client.last('error') ?? assert.fail();
  assert.deepEqual(
    [refused.id, refused.code, refused.retry, refused.retry_after_ms],
    ['c60', 'rate_limited', true, 50],
  );
  house.clock.advance(50);
  await client.say({ type: 'send', id: 'c60', room: LOBBY, text: 'x' });
  assert.equal(client.last('ok')?.id, 'c60');
});

test('[S10] a client with much under way is not read from until half of it is done', async () => {
  const house = await House.open();
  const client = await JsonClient.enter(house, await house.guest());
  house.slow.hold('openRooms');
  for (let count = 0; count < 200; count++) client.send({ type: 'rooms', id: `r${count}` });
  for (let count = 0; count < 55; count++)
    client.send({ type: 'send', id: `s${count}`, room: LOBBY, text: 'x' });
  assert.equal(client.wire.isPaused, false);
  client.send({ type: 'send', id: 'last', room: LOBBY, text: 'x' });
  assert.equal(200 + 56, IN_FLIGHT_MAX);
  assert.equal(client.wire.isPaused, true);
  await house.settle();
  assert.equal(client.wire.isPaused, true, 'two hundred are still under way');
  house.slow.release();
  await house.settle();
  assert.equal(client.wire.isPaused, false);
  assert.equal(client.all('rooms').length, 200);
});

test('[S9] a client that asks for much and reads nothing has it wait in the store, not in memory', async () => {
  const { house, guest, client } = await entered();
  await house.sayMany(guest.user, 60, 'x'.repeat(4_000));
  client.wire.sink.isFull = true;
  for (let count = 0; count < 50; count++) {
    client.send({ type: 'events', id: `e${count}`, room: LOBBY, after: 0 });
    client.send({ type: 'history', id: `h${count}`, room: LOBBY });
  }
  await house.settle();
  const read = house.slow.count('eventsAfter') + house.slow.count('messages');
  assert.ok(read <= 3, `${read} answers were read for somebody who does not read`);
  for (let rounds = 0; rounds < 100; rounds++) {
    client.wire.sink.drain();
    await house.settle();
  }
  assert.equal(client.all('events').length, 50);
  assert.deepEqual(
    client.all('page').map(({ id }) => id),
    [...Array(50).keys()].map((count) => `h${count}`),
  );
});

test('[S9] who sends nonsense without reading the answers is not read from', async () => {
  const { house, client } = await entered();
  client.wire.sink.isFull = true;
  client.send('nonsense');
  await house.settle();
  client.send('more');
  assert.equal(client.wire.isPaused, true);
  client.wire.sink.drain();
  assert.equal(client.wire.isPaused, false);
});

test('[FAN-1] a client that leaves its socket full for a minute is too slow', async () => {
  const { house, client } = await entered();
  assert.equal(client.session.isTooSlow(), false);
  client.wire.sink.isFull = true;
  await client.say({ type: 'presence', id: 'p1', room: LOBBY });
  house.clock.advance(STUCK_MS_MAX);
  assert.equal(client.session.isTooSlow(), false);
  house.clock.advance(1);
  assert.equal(client.session.isTooSlow(), true);
  assert.equal(client.session.heartbeat(), false);
  client.wire.sink.drain();
  assert.equal(client.session.isTooSlow(), false);
});

test('[R10] a heartbeat is a ping, and tells how far each stream was handed out', async () => {
  const { house, guest, client } = await entered();
  client.read();
  assert.equal(client.session.heartbeat(), true);
  house.clock.turn();
  const [ping, heartbeat] = client.wire.sink.take();
  assert.equal(ping?.opcode, PING);
  assert.deepEqual(JSON.parse(`${heartbeat?.payload}`), {
    type: 'heartbeat',
    heads: { [guest.user]: 2, [LOBBY]: 2 },
  });
});

test('[SYNC-3] a heartbeat never tells of an event that follows it', async () => {
  const { house, client } = await entered();
  const feed = await house.feeds.open(LOBBY);
  const bytes = Buffer.from('{"type":"message"}');
  feed.take({ stream: LOBBY, seq: 3, id: 'c3' as never, type: 'message', by: 'u_x' as never, bytes });
  client.session.heartbeat();
  house.clock.turn();
  client.read();
  assert.equal(client.last('heartbeat')?.heads[LOBBY], 2);
});
