import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FINDINGS_SHOWN_MAX, Report } from './report.ts';

function reporting() {
  const lines: string[] = [];
  return { lines, report: new Report('data', (line) => lines.push(line)) };
}

test('a sound store is said to be sound, with what was looked at', () => {
  const { lines, report } = reporting();
  report.end({ streams: 1, events: 12_345, messages: 2 });
  assert.ok(report.isSound);
  assert.deepEqual(lines, ['The store in data is sound: 1 stream, 12,345 events, 2 messages.']);
});

test('each finding is a line with its kind and its place', () => {
  const { lines, report } = reporting();
  report.found({ kind: 'gap', place: 'lobby 7', sentence: 'Seq 6 is not there.' });
  report.end({ streams: 1, events: 6, messages: 2 });
  assert.ok(!report.isSound);
  assert.deepEqual(lines, [
    'gap         lobby 7: Seq 6 is not there.',
    'The store in data has 1 finding: 1 stream, 6 events, 2 messages.',
  ]);
});

test('of very many findings the first are shown, and all are counted', () => {
  const { lines, report } = reporting();
  for (let place = 0; place < FINDINGS_SHOWN_MAX + 5; place++) {
    report.found({ kind: 'orphan', place: `members ${place}`, sentence: 'Nobody.' });
  }
  report.end({ streams: 0, events: 0, messages: 0 });
  assert.equal(lines.length, FINDINGS_SHOWN_MAX + 2);
  assert.equal(lines.at(-2), '… and 5 more findings');
});
