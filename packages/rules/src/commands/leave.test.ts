import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { entrance } from '../own-room.ts';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

test('[LOG-5] who leaves is no member from that event on, and both logs say so', () => {
  const world = World.open();
  const ann = world.guest('a', 'Ann');
  assert.equal(outcome(world.do('leave', ann, { room: LOBBY })), 'left room_left');
  const [left, roomLeft] = [world.events(LOBBY).at(-1), world.events(ann).at(-1)];
  assert.equal(left?.type === 'left' && left.members, 0);
  assert.equal(roomLeft?.type === 'room_left' && roomLeft.left, left?.seq);
  assert.equal(world.membership(LOBBY, ann), undefined);
});

test('[S14] who is not in a room cannot leave it, whether it exists or not', () => {
  const world = World.open();
  const ann = world.guest('a');
  world.do('leave', ann, { room: LOBBY });
  for (const room of [LOBBY, 'r_nnnnnnnnnnnnnnnn' as RoomId]) {
    assert.equal(outcome(world.do('leave', ann, { room })), 'not_a_member');
  }
});

test('[LOG-5] who comes back starts anew: what was said meanwhile is read', () => {
  const world = World.open();
  const [ann, ben] = [world.guest('a'), world.guest('b')];
  world.do('leave', ann, { room: LOBBY });
  world.do('send', ben, { room: LOBBY, text: 'she is gone' });
  world.do('join', ann, { room: LOBBY });
  const joined = world.events(LOBBY).length;
  assert.deepEqual(world.membership(LOBBY, ann), entrance(joined, 1));
});
