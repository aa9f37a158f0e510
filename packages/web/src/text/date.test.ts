import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dateOf, startOfDate } from './date.ts';
import { startOfDay } from './moment.ts';

test('the date of a moment leads back to its midnight', () => {
  const moments = fc.integer({ min: 0, max: 4_000_000_000_000 });
  fc.assert(fc.property(moments, (atMs) => assert.equal(startOfDate(dateOf(atMs)), startOfDay(atMs))));
});

test('what a person has not finished writing is no date', () => {
  for (const written of ['', '2026-11', '23.11.2026', '2026-11-2']) assert.equal(startOfDate(written), null);
});
