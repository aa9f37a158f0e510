import assert from 'node:assert/strict';
import test from 'node:test';
import type { RoomKind } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import { ROOMS_PER_USER_MAX } from '@teahouse/protocol/limits';
import { entrance } from '../own-room.ts';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

const ROOM = 'r_rrrrrrrrrrrrrrrr' as RoomId;
const STRANGER = 'u_ssssssssssssssss' as UserId;
const FOUNDING = 'room_created room_joined';
const ENTERING = 'joined room_joined';

function teahouse(): { world: World; ann: UserId; ben: UserId; eve: UserId } {
  const world = World.open();
  return { world, ann: world.guest('a', 'Ann'), ben: world.guest('b'), eve: world.guest('e') };
}

const CASES: readonly [kind: RoomKind, members: (keyof ReturnType<typeof teahouse>)[], then: string][] = [
  ['open', [], FOUNDING],
  ['open', ['ann'], FOUNDING],
  ['open', ['ben'], 'bad_field'],
  ['closed', [], FOUNDING],
  ['closed', ['ben', 'eve'], `${FOUNDING} ${ENTERING} ${ENTERING}`],
  ['closed', ['ben', 'ben', 'ann'], `${FOUNDING} ${ENTERING}`],
  ['direct', [], 'bad_field'],
  ['direct', ['ann'], 'bad_field'],
  ['direct', ['ben', 'eve'], 'bad_field'],
  ['direct', ['ben'], `${FOUNDING} ${ENTERING}`],
  ['direct', ['ben', 'ann', 'ben'], `${FOUNDING} ${ENTERING}`],
];

for (const [kind, invited, then] of CASES) {
  test(`[NET-1] Ann makes a room that is ${kind}, with ${invited.join(', ') || 'nobody'}: ${then}`, () => {
    const { world, ...people } = teahouse();
    const members = invited.map((name) => people[name as keyof typeof people]);
    assert.equal(
      outcome(world.do('create_room', people.ann, { room: ROOM, name: 'tea', kind, members })),
      then,
    );
  });
}

test('[LOG-2] everyone in a new room is told the seq that made them a member', () => {
  const { world, ann, ben, eve } = teahouse();
  world.do('create_room', ann, { room: ROOM, name: 'tea', kind: 'closed', members: [ben, eve] });
  assert.deepEqual(
    world.events(ROOM).map(({ type, by, seq }) => [type, by, seq]),
    [
      ['room_created', ann, 1],
      ['joined', ben, 2],
      ['joined', eve, 3],
    ],
  );
  assert.deepEqual(
    [ann, ben, eve].map((user) => world.membership(ROOM, user)?.joined),
    [1, 2, 3],
  );
  assert.equal(world.room(ROOM)?.members, 3);
});

test('[NET-3] nobody is put in a room with someone there is not', () => {
  const { world, ann } = teahouse();
  const command = { room: ROOM, name: 'tea', kind: 'direct', members: [STRANGER] } as const;
  assert.equal(outcome(world.do('create_room', ann, command)), 'no_such_user');
  assert.equal(world.room(ROOM), undefined);
});

test('[NET-1] two people have one direct room, whoever of them asks, and however often', () => {
  const { world, ann, ben } = teahouse();
  const direct = { room: ROOM, name: 'us', kind: 'direct' } as const;
  world.do('create_room', ann, { ...direct, members: [ben] });
  assert.equal(outcome(world.do('create_room', ann, { ...direct, members: [ben] })), 'unchanged');
  assert.equal(outcome(world.do('create_room', ben, { ...direct, members: [ann] })), 'unchanged');
  assert.equal(world.room(ROOM)?.members, 2);
});

test('[NET-1] [LOG-2] who left a direct room comes in again once, however they are named', () => {
  const { world, ann, ben } = teahouse();
  const direct = { room: ROOM, name: 'us', kind: 'direct' } as const;
  world.do('create_room', ann, { ...direct, members: [ben] });
  world.do('send', ann, { room: ROOM, text: 'hi' });
  for (const user of [ann, ben]) world.do('leave', user, { room: ROOM });
  const again = world.do('create_room', ann, { ...direct, members: [ben, ben, ann] });
  assert.equal(outcome(again), `${ENTERING} ${ENTERING}`);
  assert.equal(world.room(ROOM)?.members, 2);
  assert.deepEqual(world.membership(ROOM, ben), entrance(7, 1));
});

test('[LOG-5] an id that is taken lets nobody into a room that is not theirs', () => {
  const { world, ann, eve } = teahouse();
  world.do('create_room', ann, { room: ROOM, name: 'tea', kind: 'closed', members: [] });
  const same = { room: ROOM, name: 'mine', kind: 'closed', members: [] } as const;
  assert.equal(outcome(world.do('create_room', eve, same)), 'internal');
  assert.equal(world.membership(ROOM, eve), undefined);
});

test('[NET-3] [S10] a room too many is refused to its maker and to whoever is named', () => {
  const { world, ann, ben } = teahouse();
  fill(world, ben);
  const room = ROOM;
  const tooMany = [
    world.do('create_room', ben, { room, name: 'x', kind: 'open', members: [] }),
    world.do('create_room', ann, { room, name: 'x', kind: 'closed', members: [ben] }),
  ];
  assert.deepEqual(tooMany.map(outcome), ['too_many_rooms', 'too_many_rooms']);
});

test('[NET-1] a direct room that both are in is found even by who may enter no more', () => {
  const { world, ann, ben } = teahouse();
  const direct = { room: ROOM, name: 'us', kind: 'direct' } as const;
  world.do('create_room', ann, { ...direct, members: [ben] });
  fill(world, ben);
  assert.equal(outcome(world.do('create_room', ann, { ...direct, members: [ben] })), 'unchanged');
  assert.equal(outcome(world.do('create_room', ben, { ...direct, members: [ann] })), 'unchanged');
});

function fill(world: World, user: UserId): void {
  for (let index = world.projections.roomsOf(user).length; index < ROOMS_PER_USER_MAX; index++) {
    const room = `r_${index}` as RoomId;
    world.do('create_room', user, { room, name: 'full', kind: 'open', members: [] });
  }
}
