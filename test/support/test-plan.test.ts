import assert from 'node:assert/strict';
import test from 'node:test';
import { add, isGood, NOTHING, plan, type Total } from './test-plan.ts';

test('light files run first, then those of the page two at a time, then the heavy ones one by one', () => {
  const paths = [
    'packages/rules/src/decide.test.ts',
    'packages/server/src/storage/sqlite/disk-fault.test.ts',
    'test/architecture.test.ts',
    'test/end-to-end/chat.test.ts',
    'test/end-to-end/page/writing.test.ts',
    'test/simulation/simulation.test.ts',
  ];
  assert.deepEqual(plan(paths, { cores: 8 }), [
    { files: [paths[0], paths[2]], concurrency: 8 },
    { files: [paths[4]], concurrency: 2 },
    { files: [paths[1], paths[3], paths[5]], concurrency: 1 },
  ]);
});

test('a group without files is not run, and one core runs two light files', () => {
  assert.deepEqual(plan(['test/architecture.test.ts'], { cores: 1 }), [
    { files: ['test/architecture.test.ts'], concurrency: 2 },
  ]);
});

test('what several runs counted is added up', () => {
  const one = add(NOTHING, { ...summary({ tests: 3, passed: 3 }), duration_ms: 5 });
  const both = add(one, { ...summary({ tests: 2, passed: 1 }), success: false, duration_ms: 7 });
  assert.deepEqual([both.success, both.counts.tests, both.counts.passed, both.durationMs], [false, 5, 4, 12]);
});

const JUDGED: readonly [counts: Partial<Total['counts']>, isUnattended: boolean, good: boolean][] = [
  [{ tests: 1, passed: 1 }, true, true],
  [{ tests: 0 }, false, false],
  [{ tests: 2, passed: 1 }, false, false],
  [{ tests: 2, passed: 1, cancelled: 1 }, false, false],
  [{ tests: 2, passed: 1, skipped: 1 }, false, true],
  [{ tests: 2, passed: 1, skipped: 1 }, true, false],
  [{ tests: 2, passed: 1, todo: 1 }, true, false],
];

for (const [counts, isUnattended, good] of JUDGED) {
  test(`${JSON.stringify(counts)} is ${good ? 'good' : 'bad'} ${isUnattended ? 'in CI' : 'at a desk'}`, () => {
    assert.equal(isGood(add(NOTHING, summary(counts)), { isUnattended }), good);
  });
}

test('a run that failed is bad, whatever was counted', () => {
  const total = add(NOTHING, { ...summary({ tests: 1, passed: 1 }), success: false });
  assert.equal(isGood(total, { isUnattended: false }), false);
});

function summary(counts: Partial<Total['counts']>): Parameters<typeof add>[1] {
  return { success: true, counts: { ...NOTHING.counts, ...counts }, duration_ms: 1, file: undefined };
}
