import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomCopy } from '@teahouse/client/room-copy';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import { viewsOf } from './room-view.ts';

const NO_WISHES = { for: () => ({}) };

/** Rooms that change in place, as those of a chat do, and make their lists anew at each look. */
function rooms() {
  const typing = new Map<string, { id: UserId }[]>();
  const unread = new Map<string, number>();
  const copies = ['lobby', 'r_b'].map((name) => ({
    room: name as RoomId,
    get unread() {
      return unread.get(name) ?? 0;
    },
    get typing() {
      return [...(typing.get(name) ?? [])];
    },
    get pending() {
      return [];
    },
  }));
  const map = new Map(copies.map((copy) => [copy.room, copy as unknown as RoomCopy]));
  return { map, unread, typing };
}

test('while nothing changes the views are the same objects', () => {
  const { map, typing } = rooms();
  typing.set('lobby', [{ id: 'u_a' as UserId }]);
  const first = viewsOf(new Map(), map, NO_WISHES);
  assert.equal(viewsOf(first, map, NO_WISHES), first);
});

test('a room that changed in place has a new view, and the others keep theirs', () => {
  const { map, unread, typing } = rooms();
  const first = viewsOf(new Map(), map, NO_WISHES);
  unread.set('lobby', 3);
  const second = viewsOf(first, map, NO_WISHES);
  assert.notEqual(second.get('lobby' as RoomId), first.get('lobby' as RoomId));
  assert.equal(second.get('lobby' as RoomId)?.unread, 3);
  assert.equal(second.get('r_b' as RoomId), first.get('r_b' as RoomId));
  typing.set('r_b', [{ id: 'u_a' as UserId }]);
  assert.notEqual(viewsOf(second, map, NO_WISHES).get('r_b' as RoomId), second.get('r_b' as RoomId));
});

test('a room that is gone is gone', () => {
  const { map } = rooms();
  const first = viewsOf(new Map(), map, NO_WISHES);
  map.delete('r_b' as RoomId);
  assert.deepEqual([...viewsOf(first, map, NO_WISHES).keys()], ['lobby']);
});

test('what a person wants of a room shows before it is so', () => {
  const { map } = rooms();
  const first = viewsOf(new Map(), map, NO_WISHES);
  const wanted = { for: (room: RoomId) => (room === 'r_b' ? { pinned: true } : {}) };
  const second = viewsOf(first, map, wanted);
  assert.equal(second.get('r_b' as RoomId)?.pinned, true);
  assert.equal(second.get('lobby' as RoomId), first.get('lobby' as RoomId));
});
