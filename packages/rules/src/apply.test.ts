import assert from 'node:assert/strict';
import test from 'node:test';
import { isUserEvent, type RoomEvent, type UserEvent } from '@teahouse/protocol/events';
import { isUserStream, type RoomId, type UserId } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import { applyToRoom, applyToUser, place, type RoomState, type UserState } from './apply.ts';
import { histories } from './testing/histories.ts';
import type { World } from './testing/world.ts';

const RUNS = { numRuns: 1_500 };

test('[SYNC-4] a room folded from its log is the room as a fresh look shows it', () => {
  fc.assert(
    fc.property(histories, (world) => {
      for (const room of roomsOf(world)) {
        const { room: _, seq, ...folded } = fold(world, room);
        assert.deepEqual({ ...folded, head: seq }, world.room(room));
      }
    }),
    RUNS,
  );
});

test('[SYNC-4] an old copy brought up to date is the same as one made now', () => {
  fc.assert(
    fc.property(histories, fc.nat(50), (world, cut) => {
      for (const room of roomsOf(world)) {
        const log = world.events(room) as readonly RoomEvent[];
        const old = log.slice(0, cut).reduce(applyToRoom, emptyRoom(room));
        assert.deepEqual(log.slice(cut).reduce(applyToRoom, old), fold(world, room));
      }
    }),
    RUNS,
  );
});

test('[SYNC-4] a person folded from their own stream is as a fresh look shows them', () => {
  fc.assert(
    fc.property(histories, (world) => {
      for (const [user, name] of world.projections.users) {
        const state = foldUser(world, user);
        const memberships = [...(world.projections.memberships.get(user) ?? [])];
        const fresh = memberships.map(([room, membership]) => {
          const { name, kind } = world.projections.rooms.get(room) ?? {};
          return [room, { name, kind, ...membership }] as const;
        });
        assert.equal(state.name, name);
        assert.deepEqual(state.rooms, new Map(fresh));
      }
    }),
    RUNS,
  );
});

test('[SYNC-3] an event is applied once, and never over a hole', () => {
  const cases = [
    [0, 1, 'next'],
    [41, 42, 'next'],
    [41, 41, 'repeat'],
    [41, 1, 'repeat'],
    [41, 43, 'hole'],
    [0, 2, 'hole'],
  ] as const;
  for (const [copy, event, expected] of cases) assert.equal(place(copy, event), expected);
});

test('[SYNC-3] [R8] [R21] whatever is repeated or reordered, a copy that follows `place` ends up the same', () => {
  const disorder = fc.array(fc.nat(200), { maxLength: 60 });
  fc.assert(
    fc.property(histories, disorder, (world, order) => {
      const log = world.events(roomsOf(world)[0] ?? ('lobby' as RoomId)) as readonly RoomEvent[];
      const arriving = [...order.map((index) => log[index % log.length]), ...log, ...log];
      const copy = arriving.reduce<RoomState>(
        (state, event) =>
          event && place(state.seq, event.seq) === 'next' ? applyToRoom(state, event) : state,
        emptyRoom(log[0]?.room ?? ('lobby' as RoomId)),
      );
      assert.deepEqual(copy, log.reduce(applyToRoom, emptyRoom(copy.room)));
    }),
    RUNS,
  );
});

function roomsOf(world: World): RoomId[] {
  return [...world.logs.keys()].filter((stream): stream is RoomId => !isUserStream(stream));
}

function fold(world: World, room: RoomId): RoomState {
  return (world.events(room) as readonly RoomEvent[]).reduce(applyToRoom, emptyRoom(room));
}

function foldUser(world: World, user: UserId): UserState {
  const events = world.events(user).filter((event): event is UserEvent => isUserEvent(event));
  return events.reduce(applyToUser, { user, rooms: new Map(), seq: 0, id: '' });
}

function emptyRoom(room: RoomId): RoomState {
  return { room, name: '', kind: 'open', members: 0, n: 0, seq: 0, id: '' };
}
