import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { entrance, heard, told } from './own-room.ts';

const membership = fc.record({
  read: fc.nat(),
  readN: fc.nat(),
  mentions: fc.nat(3),
  pinned: fc.boolean(),
  notify: fc.constantFrom('all', 'mentions', 'nothing'),
  place: fc.option(fc.constantFrom(0, -1.5, 1e-300)),
});

test('[SYNC-4] what is heard is what was told', () => {
  fc.assert(fc.property(membership, (own) => assert.deepEqual(heard(told(own)), { ...own })));
});

test('a room of which nothing is wanted is told with its marker alone', () => {
  const { joined: _, ...own } = entrance(7, 3);
  assert.deepEqual(told(own), { read: 7, read_n: 3 });
  assert.deepEqual(heard({ read: 7, read_n: 3 }), own);
});
