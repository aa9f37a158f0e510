import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chance } from './chance.ts';

test('the same seed gives the same sequence, another seed another one', () => {
  const drawn = (seed: number) => {
    const chance = new Chance(seed);
    return Array.from({ length: 20 }, () => chance.below(1_000_000));
  };
  assert.deepEqual(drawn(7), drawn(7));
  assert.notDeepEqual(drawn(7), drawn(8));
});

test('every number below the limit comes, and about as often', () => {
  const chance = new Chance(1);
  const counts = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 10_000; draw++) {
    const drawn = chance.below(10);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  assert.ok(
    counts.every((count) => count > 800 && count < 1_200),
    counts.join(' '),
  );
});
