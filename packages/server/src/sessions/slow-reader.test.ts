import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { OUTLET_BYTES_MAX } from '../fanout/outlet.ts';
import { type Guest, House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;
const LONG = 'x'.repeat(4_000);

/** Ming speaks, Lee listens. */
async function setUp() {
  const house = await House.open();
  const ming = await house.guest('Ming');
  const lee = await house.guest('Lee');
  return { house, ming, lee };
}

/** More than may wait for a slow reader. */
async function flood(house: House, { user }: Guest): Promise<void> {
  for (let sizeBytes = 0; sizeBytes < OUTLET_BYTES_MAX; sizeBytes += 40 * LONG.length) {
    await house.sayMany(user, 40, LONG);
  }
}

test('[FAN-1] a slow reader is caught up in each stream, or told that it is too far behind', async () => {
  const { house, ming, lee } = await setUp();
  await house.do(ming.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'open', members: [] });
  await house.do(lee.user, { type: 'join', room: ROOM });
  const client = await JsonClient.enter(house, lee);
  client.wire.sink.isFull = true;
  await house.say(ming.user, 'this fills the socket');
  await house.say(ming.user, 'a', ROOM);
  await flood(house, ming);
  await house.say(ming.user, 'b', ROOM);
  client.wire.sink.drain();
  await house.settle();
  await house.say(ming.user, 'c', ROOM);
  assert.deepEqual(client.seqs(ROOM), [3, 4, 5]);
  assert.deepEqual(client.seqs(LOBBY), [4]);
  assert.equal(client.last('behind')?.after, 4);
});

test('[SYNC-3] a room that was entered while the client was slow is shown after it is told that it was', async () => {
  const { house, ming, lee } = await setUp();
  await house.do(ming.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'open', members: [] });
  const client = await JsonClient.enter(house, lee);
  client.wire.sink.isFull = true;
  await house.say(ming.user, 'this fills the socket');
  await flood(house, ming);
  await house.do(lee.user, { type: 'join', room: ROOM });
  client.wire.sink.drain();
  await house.settle();
  client.read();
  const types = client.received.map(({ type }) => type);
  assert.ok(
    types.indexOf('room_joined') > 0 && types.indexOf('room_joined') < types.indexOf('joined'),
    `${types}`,
  );
});

test('[FAN-1] a place that was asked for while the client was slow is the one that counts', async () => {
  const { house, ming, lee } = await setUp();
  const client = await JsonClient.enter(house, lee);
  client.wire.sink.isFull = true;
  await house.say(ming.user, 'this fills the socket');
  await flood(house, ming);
  const position = { epoch: 'other-life-1', seq: 4, id: 't4' };
  client.send({ type: 'subscribe', id: 's1', room: LOBBY, position });
  await house.settle();
  client.wire.sink.drain();
  await house.settle();
  assert.equal(client.all('reset').length, 1);
});

test('[S10] a slow reader holds on to nothing, even if a feed was closed and opened again meanwhile', async () => {
  const { house, ming, lee } = await setUp();
  await house.do(lee.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'open', members: [] });
  const client = await JsonClient.enter(house, lee);
  client.wire.sink.isFull = true;
  await house.say(ming.user, 'this fills the socket');
  await house.say(lee.user, 'missed', ROOM);
  await flood(house, ming);
  client.session.onBinary();
  client.wire.sink.sip();
  for (let sweeps = 0; sweeps < 4; sweeps++) house.feeds.sweep();
  client.wire.sink.drain();
  await house.settle();
  await house.say(lee.user, 'live again', ROOM);
  assert.deepEqual(client.seqs(ROOM), [2, 3]);
  const other = await JsonClient.enter(house, lee);
  client.close();
  assert.equal(house.presence.look(ROOM).count, 1);
  other.close();
  for (let sweeps = 0; sweeps < 4; sweeps++) house.feeds.sweep();
  assert.equal(house.feeds.count, 0);
  assert.equal(house.presence.look(ROOM).count, 0);
});
