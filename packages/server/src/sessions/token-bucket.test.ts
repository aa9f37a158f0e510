import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_RATE_LIMITS } from './limits.ts';
import { TokenBucket } from './token-bucket.ts';

test('[S25] a bucket allows its burst, and then says how long to wait', () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 10 }, 0);
  assert.deepEqual(
    [0, 0, 0].map((nowMs) => bucket.take(nowMs)),
    [0, 0, 0],
  );
  assert.equal(bucket.take(0), 100);
  assert.equal(bucket.take(60), 40);
  assert.equal(bucket.take(100), 0);
  assert.equal(bucket.take(100), 100);
});

test('[S25] who waits as long as told is let through', () => {
  const rate = fc.record({
    burst: fc.integer({ min: 1, max: 50 }),
    perSecond: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(rate, fc.integer({ min: 1, max: 200 }), (limits, commands) => {
      const bucket = new TokenBucket(limits, 0);
      let nowMs = 0;
      for (let done = 0; done < commands; done++) {
        const waitMs = bucket.take(nowMs);
        if (waitMs === 0) continue;
        nowMs += waitMs;
        assert.equal(bucket.take(nowMs), 0);
      }
    }),
  );
});

test('[S25] rest is not saved up beyond the burst', () => {
  const bucket = new TokenBucket({ burst: 2, perSecond: 10 }, 0);
  const anHourLaterMs = 3_600_000;
  assert.equal(bucket.take(anHourLaterMs), 0);
  assert.equal(bucket.take(anHourLaterMs), 0);
  assert.equal(bucket.take(anHourLaterMs), 100);
});

test('[S25] over a long time no more pass than the rate says', () => {
  const bucket = new TokenBucket({ burst: 5, perSecond: 20 }, 0);
  let passed = 0;
  for (let nowMs = 0; nowMs < 10_000; nowMs++) if (bucket.take(nowMs) === 0) passed++;
  assert.ok(passed >= 200 && passed <= 205, `${passed} passed in 10 s`);
});

test('without limits nothing is ever held up', () => {
  const bucket = new TokenBucket(NO_RATE_LIMITS.writes, 0);
  for (let count = 0; count < 100_000; count++) assert.equal(bucket.take(0), 0);
});
