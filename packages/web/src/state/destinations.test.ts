import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { OpenRoom, Person } from '@teahouse/protocol/server-frames';
import { TEXTS } from '../text/texts.ts';
import { destinations } from './destinations.ts';
import type { RoomView } from './room-view.ts';

const me: Person = { id: 'u_me' as UserId, name: '小明' };
const ada: Person = { id: 'u_ada' as UserId, name: 'Ada' };

function room(id: string, name: string, more: Partial<RoomView> = {}): RoomView {
  const place = { pinned: false, place: null, unread: 0, kind: 'open', presence: null };
  return { room: id as RoomId, name, ...place, ...more } as unknown as RoomView;
}

const here = { count: 2, here: new Map([me, ada].map((person) => [person.id, person])) };
const ROOMS = [
  room(LOBBY, LOBBY, { presence: here }),
  room('r_garden', 'Garden', { unread: 2 }),
  room('r_attic', 'Attic'),
];
const known = {
  rooms: new Map(ROOMS.map((each) => [each.room, each])),
  openRooms: [
    { room: 'r_garden', name: 'Garden', members: 2 },
    { room: 'r_pond', name: 'Pond', members: 1 },
  ] as unknown as readonly OpenRoom[],
};

test('one can go to own rooms, unread first, to open rooms one is not in, and to people but oneself', () => {
  assert.deepEqual(
    destinations(known, me, TEXTS.en).map(({ to, name }) => `${to}: ${name}`),
    ['room: Garden', 'room: Lobby', 'room: Attic', 'open room: Pond', 'person: Ada'],
  );
});
