import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;

test('[S14] who left a room is told nothing more of who is in it', async () => {
  const house = await House.open();
  const [ming, lee] = [await house.guest('Ming'), await house.guest('Lee')];
  await house.do(ming.user, {
    type: 'create_room',
    room: ROOM,
    name: 'x',
    kind: 'closed',
    members: [lee.user],
  });
  const client = await JsonClient.enter(house, lee);
  await client.say({ type: 'presence', id: 'p1', room: ROOM });
  assert.deepEqual(client.last('presence')?.here, [{ id: lee.user, name: 'Lee' }]);
  await client.say({ type: 'leave', id: 'l1', room: ROOM });
  await JsonClient.enter(house, ming);
  house.clock.advance(5_000);
  await house.settle();
  assert.equal(client.all('presence').length, 1);
});

test('[S14] who leaves a room while it is looked who is there is not told', async () => {
  const house = await House.open();
  const lee = await house.guest('Lee');
  await house.do(lee.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'open', members: [] });
  const client = await JsonClient.enter(house, lee);
  const looked = Promise.withResolvers<{ count: number }>();
  Object.assign(house.services, { presence: slowly(house, looked.promise) });
  await client.say({ type: 'presence', id: 'p1', room: ROOM });
  assert.deepEqual(client.all('presence'), []);
  await client.say({ type: 'leave', id: 'l1', room: ROOM });
  looked.resolve({ count: 1 });
  await house.settle();
  assert.deepEqual(client.all('presence'), []);
  assert.deepEqual(client.last('error')?.code, 'not_a_member');
});

/** Presence that is kept in another thread. */
function slowly(house: House, look: Promise<{ count: number }>): object {
  const { presence } = house;
  return {
    enter: presence.enter.bind(presence),
    exit: presence.exit.bind(presence),
    rename: presence.rename.bind(presence),
    watch: presence.watch.bind(presence),
    unwatch: presence.unwatch.bind(presence),
    ask: (_room: RoomId, tell: (look: { count: number }) => void) => void look.then(tell),
  };
}
