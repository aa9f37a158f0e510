import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progress } from './progress.ts';

test('progress is told once a second, and at the end', () => {
  let nowMs = 0;
  const told = progress(1_000, () => nowMs);
  nowMs = 500;
  assert.equal(told(100), null);
  nowMs = 1_000;
  assert.equal(told(250), '250 of 1,000 (25 %), 250 a second');
  nowMs = 1_500;
  assert.equal(told(600), null);
  assert.equal(told(1_000), '1,000 of 1,000 (100 %), 667 a second');
});
