import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { ROOMS_PER_USER_MAX } from '@teahouse/protocol/limits';
import { entrance } from '../own-room.ts';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

const ROOM = 'r_rrrrrrrrrrrrrrrr' as RoomId;

function teahouse(kind: 'open' | 'closed'): { world: World; ann: UserId; ben: UserId } {
  const world = World.open();
  const ann = world.guest('a', 'Ann');
  world.do('create_room', ann, { room: ROOM, name: 'tea', kind, members: [] });
  world.do('send', ann, { room: ROOM, text: 'hello?' });
  return { world, ann, ben: world.guest('b') };
}

test('[NET-1] anybody comes into an open room, from where it stands', () => {
  const { world, ben } = teahouse('open');
  assert.equal(outcome(world.do('join', ben, { room: ROOM })), 'joined room_joined');
  assert.deepEqual(world.membership(ROOM, ben), entrance(3, 1));
  assert.equal(world.room(ROOM)?.members, 2);
});

test('[LOG-3] who is in already stays in, which is written down so that a repeat finds it', () => {
  const { world, ann } = teahouse('open');
  assert.equal(outcome(world.do('join', ann, { room: ROOM })), 'unchanged');
  assert.equal(outcome(world.do('join', ann, { room: LOBBY })), 'unchanged');
});

test('[S14] a closed room and one there is not answer alike', () => {
  const { world, ben } = teahouse('closed');
  assert.equal(outcome(world.do('join', ben, { room: ROOM })), 'no_such_room');
  assert.equal(outcome(world.do('join', ben, { room: 'r_nnnnnnnnnnnnnnnn' as RoomId })), 'no_such_room');
});

test('[LOG-5] [S14] who left a closed room does not come back by asking', () => {
  const { world, ann } = teahouse('closed');
  world.do('leave', ann, { room: ROOM });
  assert.equal(outcome(world.do('join', ann, { room: ROOM })), 'no_such_room');
});

test('[NET-3] [S10] one room too many is refused, and leaving one makes place', () => {
  const { world, ann, ben } = teahouse('open');
  for (let index = 0; index < ROOMS_PER_USER_MAX; index++) {
    const room = `r_${index}` as RoomId;
    world.do('create_room', ann, { room, name: 'one of many', kind: 'open', members: [] });
    world.do('join', ben, { room });
    world.do('leave', ann, { room });
  }
  assert.equal(world.projections.roomsOf(ben).length, ROOMS_PER_USER_MAX);
  assert.equal(outcome(world.do('join', ben, { room: ROOM })), 'too_many_rooms');
  world.do('leave', ben, { room: LOBBY });
  assert.equal(outcome(world.do('join', ben, { room: ROOM })), 'joined room_joined');
});
