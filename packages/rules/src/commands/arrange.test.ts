import assert from 'node:assert/strict';
import test from 'node:test';
import type { Arrangement } from '@teahouse/protocol/arrangement';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { entrance } from '../own-room.ts';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

/** Ann came at seq 2. Each step is asked after the ones before it. */
const STEPS: readonly [wanted: Partial<Arrangement>, then: string, has: Arrangement][] = [
  [{}, 'unchanged', { pinned: false, notify: 'all', place: null }],
  [{ pinned: false, notify: 'all', place: null }, 'unchanged', { pinned: false, notify: 'all', place: null }],
  [{ pinned: true }, 'room_arranged', { pinned: true, notify: 'all', place: null }],
  [{ pinned: true }, 'unchanged', { pinned: true, notify: 'all', place: null }],
  [{ notify: 'mentions' }, 'room_arranged', { pinned: true, notify: 'mentions', place: null }],
  [{ place: 0 }, 'room_arranged', { pinned: true, notify: 'mentions', place: 0 }],
  [{ place: -0.5 }, 'room_arranged', { pinned: true, notify: 'mentions', place: -0.5 }],
  [{ place: null, pinned: false }, 'room_arranged', { pinned: false, notify: 'mentions', place: null }],
];

test('[NET-1] what a person wants of a room changes by what they name, and the event tells all of it', () => {
  const world = World.open();
  const ann = world.guest('a');
  for (const [wanted, then, has] of STEPS) {
    assert.equal(outcome(world.do('arrange', ann, { room: LOBBY, ...wanted })), then);
    assert.deepEqual(world.membership(LOBBY, ann), { ...entrance(2, 0), ...has });
    const told = world.events(ann).at(-1);
    if (told?.type !== 'room_arranged') continue;
    const { room, pinned, notify, place } = told;
    assert.deepEqual({ room, pinned, notify, place }, { room: LOBBY, ...has });
  }
});

test('[S14] what somebody wants of a room is nobody else’s business, and needs a room they are in', () => {
  const world = World.open();
  const [ann, ben] = [world.guest('a'), world.guest('b')];
  const logs = (): number[] => [world.events(LOBBY).length, world.events(ben).length];
  const before = logs();
  world.do('arrange', ann, { room: LOBBY, pinned: true });
  assert.deepEqual(logs(), before);
  assert.equal(world.membership(LOBBY, ben)?.pinned, false);
  const nowhere = 'r_nnnnnnnnnnnnnnnn' as RoomId;
  assert.equal(outcome(world.do('arrange', ann, { room: nowhere, pinned: true })), 'not_a_member');
  const nobody = 'u_nnnnnnnnnnnnnnnn' as UserId;
  assert.equal(outcome(world.do('arrange', nobody, { room: LOBBY, pinned: true })), 'not_a_member');
});

test('[LOG-5] whoever comes back wants nothing of the room yet', () => {
  const world = World.open();
  const ann = world.guest('a');
  world.do('arrange', ann, { room: LOBBY, pinned: true, notify: 'nothing', place: 3 });
  world.do('leave', ann, { room: LOBBY });
  assert.equal(outcome(world.do('arrange', ann, { room: LOBBY, pinned: false })), 'not_a_member');
  world.do('join', ann, { room: LOBBY });
  assert.deepEqual(world.membership(LOBBY, ann), entrance(4, 0));
});
