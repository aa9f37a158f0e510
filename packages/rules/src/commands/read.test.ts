import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import { entrance } from '../own-room.ts';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

/** Ann came at seq 2, Ben at 3; then Ben said three things, at 4, 5 and 6. */
function teahouse(): { world: World; ann: UserId; ben: UserId } {
  const world = World.open();
  const [ann, ben] = [world.guest('a'), world.guest('b')];
  for (const text of ['one', 'two', 'three']) world.do('send', ben, { room: LOBBY, text });
  return { world, ann, ben };
}

const STEPS: readonly [seq: number, then: string, read: number, readN: number][] = [
  [5, 'read', 5, 2],
  [6, 'read', 6, 3],
  [3, 'read', 3, 0],
  [2, '', 2, 0],
  [1, '', 2, 0],
  [0, '', 2, 0],
  [7, 'bad_position', 2, 0],
  [2_147_483_647, 'bad_position', 2, 0],
];

for (const [seq, then, markerSeq, readN] of STEPS) {
  test(`[R27] reading up to ${seq} of 6: ${then || 'nothing happens'}`, () => {
    const { world, ann } = teahouse();
    assert.equal(outcome(world.do('read', ann, { room: LOBBY, seq })), then);
    assert.deepEqual(world.membership(LOBBY, ann), { ...entrance(2, readN), read: markerSeq });
  });
}

test('[LOG-2] the marker never goes back, whatever order two devices say it in', () => {
  const { world, ann } = teahouse();
  world.do('read', ann, { room: LOBBY, seq: 6 });
  assert.equal(outcome(world.do('read', ann, { room: LOBBY, seq: 4 })), '');
  assert.equal(world.membership(LOBBY, ann)?.read, 6);
});

test('[S14] a marker is a member’s own, and nobody else learns of it', () => {
  const { world, ann, ben } = teahouse();
  const before = world.events(LOBBY).length;
  world.do('read', ann, { room: LOBBY, seq: 6 });
  assert.equal(world.events(LOBBY).length, before);
  assert.equal(world.membership(LOBBY, ben)?.read, 3);
  world.do('leave', ann, { room: LOBBY });
  assert.equal(outcome(world.do('read', ann, { room: LOBBY, seq: 6 })), 'not_a_member');
});
