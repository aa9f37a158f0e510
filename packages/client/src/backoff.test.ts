import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BACKOFF_BASE_MS, BACKOFF_MAX_MS, backoffMs, returnMs } from './backoff.ts';
import { seededRandom } from './testing/table.ts';

const always = (byte: number) => (sizeBytes: number) => new Uint8Array(sizeBytes).fill(byte);

test('a wait is a whole number of milliseconds within a ceiling that doubles up to its limit', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(), (attempt, seed) => {
      const waitMs = backoffMs(attempt, seededRandom(seed));
      assert.ok(Number.isInteger(waitMs) && waitMs >= 0);
      assert.ok(waitMs < Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** attempt));
    }),
  );
});

test('the jitter is full: waits reach from nothing to the whole ceiling, evenly', () => {
  assert.equal(backoffMs(3, always(0)), 0);
  assert.equal(backoffMs(3, always(255)), 8 * BACKOFF_BASE_MS - 1);
  const random = seededRandom();
  const waits = Array.from({ length: 4_000 }, () => backoffMs(20, random));
  for (let quarter = 0; quarter < 4; quarter++) {
    const low = (quarter * BACKOFF_MAX_MS) / 4;
    const share = waits.filter((waitMs) => waitMs >= low && waitMs < low + BACKOFF_MAX_MS / 4).length;
    assert.ok(share > 800 && share < 1_200, `quarter ${quarter} has ${share} of 4000`);
  }
});

test('a client that was told when to return is never early, and at most as late again', () => {
  fc.assert(
    fc.property(fc.nat(600_000), fc.nat(), (toldMs, seed) => {
      const waitMs = returnMs(toldMs, seededRandom(seed));
      assert.ok(waitMs >= toldMs && waitMs <= 2 * toldMs);
    }),
  );
});
