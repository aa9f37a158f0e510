import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import { hashOf, PANELS, type Route, routeOf, upFrom } from './route.ts';

const ROOMS = ['lobby', 'r_abcdefghijklmnop'] as RoomId[];

test('every room, message and panel has an address, and the address leads to it', () => {
  const places: Route[] = ROOMS.flatMap((room) => [
    { at: 'room', room },
    { at: 'room', room, seq: 100_000 },
    ...PANELS.map((panel): Route => ({ at: 'room', room, seq: 7, panel })),
    { at: 'room', room, panel: 'members' },
  ]);
  for (const place of places) assert.deepEqual(routeOf(hashOf(place)), place);
  assert.deepEqual(routeOf(hashOf({ at: 'rooms' })), { at: 'rooms' });
});

test('a panel that there is not is left closed', () => {
  assert.deepEqual(routeOf('#/room/lobby?panel=secrets'), { at: 'room', room: 'lobby' });
});

test('what is no address of a room leads to the list', () => {
  for (const hash of [
    '',
    '#',
    '#/',
    '#/room/',
    '#/room/../x',
    '#/room/u_abcdefghijklmnop',
    '#/room/lobby/x',
    '#/room/lobby/0',
    '#/room/lobby/-1',
    '#/room/lobby/99999999999',
    '#/room/lobby/1/2',
  ]) {
    assert.deepEqual(routeOf(hash), { at: 'rooms' }, hash);
  }
});

test('behind a panel is its room, at the same message, and behind a room the list', () => {
  const room = 'lobby' as RoomId;
  assert.deepEqual(upFrom({ at: 'room', room, seq: 7, panel: 'files' }), { at: 'room', room, seq: 7 });
  assert.deepEqual(upFrom({ at: 'room', room }), { at: 'rooms' });
  assert.deepEqual(upFrom({ at: 'rooms' }), { at: 'rooms' });
});
