import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProgressLines } from './progress.ts';

function watched(reader: 'person' | 'file') {
  const written: string[] = [];
  let nowMs = 0;
  const lines = new ProgressLines({ reader, write: (text) => written.push(text), monotonicMs: () => nowMs });
  const events = { does: 'copy', what: 'events', total: 100_000 } as const;
  return {
    /** So many events are done at this second. */
    at(seconds: number, done: number, other: object = {}) {
      nowMs = seconds * 1_000;
      lines.tell({ ...events, done, ...other });
    },
    end: () => lines.end(),
    taken: () => written.splice(0),
  };
}

test('into a file goes a line every ten seconds and one at the end of a step', () => {
  const { at, taken } = watched('file');
  at(0, 20_000);
  at(9, 30_000);
  assert.deepEqual(taken(), []);
  at(10, 40_000);
  assert.deepEqual(taken(), ['copied 40,000 of 100,000 events (40 %), 2,000 a second, about 30 s left\n']);
  at(12, 100_000);
  assert.deepEqual(taken(), ['copied 100,000 of 100,000 events (100 %), 6,667 a second\n']);
});

test('a person sees one line that changes each second, and what follows is on the next', () => {
  const { at, end, taken } = watched('person');
  at(0, 0);
  at(1, 100);
  at(1.5, 200);
  assert.deepEqual(taken(), [
    '\r\u001b[Kcopied 100 of 100,000 events (0 %), 100 a second, about 17 min left',
  ]);
  end();
  end();
  assert.deepEqual(taken(), ['\n']);
  at(2, 50_000);
  at(3, 100_000);
  assert.equal(taken().at(-1), '\n');
});

test('a step with nothing to do is passed over, and one that finds more than it counted is told once', () => {
  const { at, taken } = watched('file');
  at(0, 100_000);
  at(0, 0, { what: 'files', total: 0 });
  assert.deepEqual(taken(), []);
  at(0, 0);
  at(1, 100_001);
  at(2, 100_002);
  assert.deepEqual(taken(), ['copied 100,001 of 100,000 events (100 %), 100,001 a second\n']);
});
