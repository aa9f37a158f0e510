import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import { roomBeside, unreadBeside } from './neighbours.ts';

const [A, B, C, D] = ['a', 'b', 'c', 'd'] as [RoomId, RoomId, RoomId, RoomId];
const ROOMS = [
  { room: A, unread: 0 },
  { room: B, unread: 3 },
  { room: C, unread: 0 },
  { room: D, unread: 1 },
];

test('next and previous go around in a circle', () => {
  assert.equal(roomBeside(ROOMS, A, 1), B);
  assert.equal(roomBeside(ROOMS, D, 1), A);
  assert.equal(roomBeside(ROOMS, A, -1), D);
});

test('from no room, next is the first and previous the last', () => {
  assert.equal(roomBeside(ROOMS, null, 1), A);
  assert.equal(roomBeside(ROOMS, null, -1), D);
  assert.equal(roomBeside([], null, 1), null);
});

test('unread ones are found from a room that is read, too', () => {
  assert.equal(unreadBeside(ROOMS, A, 1), B);
  assert.equal(unreadBeside(ROOMS, C, 1), D);
  assert.equal(unreadBeside(ROOMS, C, -1), B);
  assert.equal(unreadBeside(ROOMS, D, 1), B);
});

test('where nothing is unread but the room one is in, one stays', () => {
  const read = ROOMS.map(({ room }) => ({ room, unread: room === A ? 2 : 0 }));
  assert.equal(unreadBeside(read, A, 1), null);
  assert.equal(unreadBeside([], null, -1), null);
});
