import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomEvent } from '@teahouse/protocol/events';
import { LINES_PER_FRAME, nextDrawn } from './gradual.ts';

const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ seq: from + index }) as RoomEvent);
const ends = (drawn: readonly RoomEvent[]) => [drawn[0]?.seq, drawn.at(-1)?.seq];

test('an older page is drawn a few lines at a time, until all of it is', () => {
  const timeline = events(1, 100);
  let drawn: readonly RoomEvent[] = events(51, 100);
  let frames = 0;
  while (drawn !== timeline) {
    const next = nextDrawn(drawn, { timeline, hasNewer: false });
    assert.ok(next.length - drawn.length <= LINES_PER_FRAME);
    drawn = next;
    frames++;
  }
  assert.equal(frames, Math.ceil(50 / LINES_PER_FRAME));
});

test('a newer page likewise, but what is said now is there at once', () => {
  const timeline = events(1, 100);
  const drawn = events(1, 50);
  assert.deepEqual(ends(nextDrawn(drawn, { timeline, hasNewer: true })), [1, 50 + LINES_PER_FRAME]);
  assert.equal(nextDrawn(drawn, { timeline, hasNewer: false }), timeline);
});

test('lines that were let go are gone, and another place is drawn whole', () => {
  const drawn = events(1, 50);
  assert.deepEqual(ends(nextDrawn(drawn, { timeline: events(20, 40), hasNewer: true })), [20, 40]);
  const elsewhere = events(500, 600);
  assert.equal(nextDrawn(drawn, { timeline: elsewhere, hasNewer: true }), elsewhere);
  assert.equal(nextDrawn([], { timeline: elsewhere, hasNewer: true }), elsewhere);
});
