import assert from 'node:assert/strict';
import test from 'node:test';
import type { Allowed } from './fault.ts';
import { complaints, type Finding } from './finding.ts';

const PATIENCE_MS = 10_000;
const ALLOWED: Allowed = { stillMs: 3_000, lateMs: 3_000, refusals: false, sendsAway: 'none' };
const GOOD: Finding = {
  sent: 10,
  acknowledged: 10,
  refused: 0,
  shown: 100,
  verdict: { lost: 0, doubled: 0, reordered: 0, seenButLost: 0, missed: 0 },
  details: [],
  sentAway: 0,
  lastedMs: 5_000,
  stillMs: 100,
  lateMs: 200,
  caughtUpMs: 300,
  fallen: [],
};

test('a fault that nobody noticed is no complaint', () => {
  assert.deepEqual(complaints(GOOD, ALLOWED, PATIENCE_MS), []);
});

const BAD: Readonly<Record<string, Partial<Finding>>> = {
  'lost: 2': { verdict: { ...GOOD.verdict, lost: 2 } },
  'missed: 1': { verdict: { ...GOOD.verdict, missed: 1 } },
  'nothing was acknowledged': { acknowledged: 0 },
  'nobody was answered for 3001 ms': { stillMs: 3_001 },
  'somebody was shown something 3001 ms late': { lateMs: 3_001 },
  'it took Infinity ms until all was caught up': { caughtUpMs: Number.POSITIVE_INFINITY },
  '1 sends were refused': { refused: 1 },
  '2 connections were sent away': { sentAway: 2 },
  'a node ended with 1:\nout of luck': { fallen: ['a node ended with 1:\nout of luck'] },
};

for (const [complaint, part] of Object.entries(BAD)) {
  test(`what must not be is told: ${complaint.split('\n')[0]}`, () => {
    assert.deepEqual(complaints({ ...GOOD, ...part }, ALLOWED, PATIENCE_MS), [complaint]);
  });
}

test('what a fault is allowed to do is no complaint, and what it must do is missed', () => {
  const allowed: Allowed = { stillMs: 'all along', lateMs: 'all along', refusals: true, sendsAway: 'must' };
  const harmed = { ...GOOD, refused: 5, stillMs: 6_000, lateMs: 6_000, sentAway: 1 };
  assert.deepEqual(complaints(harmed, allowed, PATIENCE_MS), []);
  assert.deepEqual(complaints(GOOD, allowed, PATIENCE_MS), ['nobody was sent away']);
});
