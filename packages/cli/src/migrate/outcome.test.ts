import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcome } from './outcome.ts';

test('the exit code says whether servers may be started on the database', () => {
  assert.equal(outcome({ state: 'whole', events: 1 }, './data').code, 0);
  assert.equal(outcome({ state: 'mismatched', mismatches: 1 }, './data').code, 1);
  assert.equal(outcome({ state: 'behind a server', events: 1 }, './data').code, 2);
});

test('what is said last is what to do next', () => {
  const next = (moved: Parameters<typeof outcome>[0]) => outcome(moved, './data').lines.at(-1);
  assert.match(next({ state: 'whole', events: 1_234 }) ?? '', /^Start servers on the database/);
  assert.match(next({ state: 'behind a server', events: 1 }) ?? '', /^Stop that server and run this again/);
  assert.match(next({ state: 'mismatched', mismatches: 1 }) ?? '', /empty it and run this again/);
  assert.match(outcome({ state: 'whole', events: 1_234 }, './data').lines[0] ?? '', /^All 1,234 events/);
});

test('of very many mismatches only the number of the rest is told', () => {
  assert.equal(outcome({ state: 'mismatched', mismatches: 200 }, './data').lines.length, 1);
  assert.equal(outcome({ state: 'mismatched', mismatches: 1_205 }, './data').lines[0], '… and 1,005 more');
});
