import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { percentile, spreadOf } from './statistics.ts';

test('percentiles are values that were measured, by the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.deepEqual(spreadOf(hundred), { count: 100, median: 50, p95: 95, p99: 99 });
  assert.deepEqual(spreadOf([7]), { count: 1, median: 7, p95: 7, p99: 7 });
  assert.equal(percentile([], 0.5), Number.NaN);
});

test('at least the share asked for lies at or below a percentile, and less than it strictly below', () => {
  const values = fc.array(fc.integer(), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.constantFrom(0.5, 0.95, 0.99), (some, share) => {
      const limit = percentile(
        some.toSorted((a, b) => a - b),
        share,
      );
      assert.ok(some.filter((value) => value <= limit).length >= share * some.length);
      assert.ok(some.filter((value) => value < limit).length < share * some.length);
    }),
  );
});
