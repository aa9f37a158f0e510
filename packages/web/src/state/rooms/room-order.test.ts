import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import { inOrder, inSections, type Placed, placesAfterMove } from './room-order.ts';

function room(name: string, place: number | null = null, pinned = false): Placed {
  return { room: (name === 'lobby' ? LOBBY : `r_${name}`) as RoomId, name, place, pinned };
}

const names = (rooms: readonly Placed[]) => rooms.map(({ name }) => name);

function afterMove(rooms: readonly Placed[], from: number, to: number): Placed[] {
  const places = placesAfterMove(rooms, from, to);
  return rooms.map((each) => ({ ...each, place: places.get(each.room) ?? each.place }));
}

test('until they are moved rooms are listed with the lobby first, then by name', () => {
  const rooms = [room('Room 10'), room('Room 9'), room('lobby')];
  assert.deepEqual(names(inOrder(rooms, 'en')), ['lobby', 'Room 9', 'Room 10']);
});

test('pinned rooms are a section of their own, in the same kind of order', () => {
  const rooms = [room('a', 1), room('b', 3, true), room('c', 2, true), room('lobby')];
  const { pinned, others } = inSections(rooms, 'en');
  assert.deepEqual(
    [names(pinned), names(others)],
    [
      ['c', 'b'],
      ['a', 'lobby'],
    ],
  );
});

test('a move between two neighbours changes one place', () => {
  const rooms = [room('a', 1), room('b', 2), room('c', 3), room('d')];
  assert.deepEqual([...placesAfterMove(rooms, 2, 1)], [['r_c', 1.5]]);
  assert.deepEqual([...placesAfterMove(rooms, 2, 0)], [['r_c', 0]]);
  assert.deepEqual([...placesAfterMove(rooms, 0, 2)], [['r_a', 4]]);
  assert.deepEqual([...placesAfterMove(rooms, 1, 1)], []);
  assert.deepEqual([...placesAfterMove(rooms, 9, 1)], []);
});

test('to stand below rooms that have no place, those get one', () => {
  const rooms = [room('lobby'), room('a'), room('b'), room('c')];
  assert.deepEqual(
    [...placesAfterMove(rooms, 3, 1)],
    [
      ['lobby', 0],
      ['r_c', 1],
    ],
  );
});

test('however rooms are moved they come to stand where they were put, and the others keep their order', () => {
  const place = fc.option(
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: 0, max: 1e-300, noNaN: true })),
  );
  const index = fc.nat({ max: 7 });
  const moves = fc.array(fc.tuple(index, index), { maxLength: 80 });
  fc.assert(
    fc.property(fc.array(place, { minLength: 8, maxLength: 8 }), moves, (places, steps) => {
      let order = inOrder(
        places.map((each, at) => room(`${at}`, each)),
        'en',
      );
      for (const [from, to] of steps) {
        const moved = order[from];
        assert.ok(moved);
        const wanted = names(order.toSpliced(from, 1).toSpliced(to, 0, moved));
        order = inOrder(afterMove(order, from, to), 'en');
        assert.deepEqual(names(order), wanted);
      }
    }),
  );
});

test('a room can be put between the same two for ever', () => {
  let order: Placed[] = [room('a', 0), room('b', 1), room('c', 2)];
  for (let turn = 0; turn < 2_000; turn++) {
    order = inOrder(afterMove(order, 2, 1), 'en');
    assert.equal(names(order)[0], 'a');
    assert.ok(order.every(({ place }) => place !== null && Math.abs(place) < 10));
  }
});
