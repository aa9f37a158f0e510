import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, type Measurements } from './verdict.ts';

const measured: Measurements = new Map([
  ['Teahouse', { figure: 990, details: {} }],
  ['tutorial', { figure: 100, details: {} }],
]);

test('a target is a figure to reach, one not to pass, or so many times a peer', () => {
  assert.deepEqual(judge({ atLeast: 1_000 }, measured), {
    target: '≥ 1,000',
    reached: 990,
    verdict: 'missed',
  });
  assert.deepEqual(judge({ atMost: 1_000 }, measured), { target: '≤ 1,000', reached: 990, verdict: 'met' });
  const ratio = { target: '≥ 10 × tutorial', reached: 9.9, verdict: 'missed' };
  assert.deepEqual(judge({ atLeast: 10, times: 'tutorial' }, measured), ratio);
});

test('without the peer of the same run nothing is claimed', () => {
  assert.equal(judge({ atLeast: 1, times: 'Bun publish' }, measured).verdict, 'not measured');
  assert.equal(judge({ atMost: 5 }, new Map()).verdict, 'not measured');
});
