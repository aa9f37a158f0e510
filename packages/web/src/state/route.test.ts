import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import { hashOf, routeOf } from './route.ts';

test('a room has an address, and the address leads to it', () => {
  for (const room of ['lobby', 'r_abcdefghijklmnop'] as RoomId[]) {
    assert.deepEqual(routeOf(hashOf({ at: 'room', room })), { at: 'room', room });
  }
  assert.deepEqual(routeOf(hashOf({ at: 'rooms' })), { at: 'rooms' });
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
  ]) {
    assert.deepEqual(routeOf(hash), { at: 'rooms' }, hash);
  }
});
