import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { Lateness } from './lateness.ts';

/** A room of which somebody knows how far it is, and one reader of it. */
function stage() {
  const now = { ms: 0, head: 0, seq: 0, isWelcome: true };
  const reader = {
    get isWelcome() {
      return now.isWelcome;
    },
    book: { rooms: [LOBBY], of: () => ({ seq: now.seq }) },
  };
  const account = {
    get heads() {
      return new Map<RoomId, number>([[LOBBY, now.head]]);
    },
  };
  const readers = [reader] as unknown as ConstructorParameters<typeof Lateness>[1]['readers'];
  const lateness = new Lateness(account, { readers }, () => now.ms);
  const at = (ms: number, change: Partial<typeof now>) => {
    Object.assign(now, { ms, ...change });
    lateness.look();
  };
  return { lateness, at };
}

test('lateness is counted from when anybody knew of the first event that a reader lacks', () => {
  const { lateness, at } = stage();
  using _ = lateness;
  at(0, { head: 1, seq: 1 });
  at(1_000, { head: 2 });
  at(1_500, { head: 3 });
  assert.equal(lateness.longestMs, 500);
  at(1_900, { seq: 2 });
  at(2_200, {});
  assert.equal(lateness.longestMs, 700);
  at(9_000, { seq: 3 });
  assert.equal(lateness.longestMs, 700);
});

test('whoever was not connected is not late', () => {
  const { lateness, at } = stage();
  using _ = lateness;
  at(0, { head: 1, seq: 1 });
  at(1_000, { head: 2, isWelcome: false });
  at(5_000, {});
  at(5_100, { isWelcome: true });
  assert.equal(lateness.longestMs, 100);
});
