import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomEvent } from '@teahouse/protocol/events';
import { LINES_AT_FIRST, LINES_PER_FRAME, nextDrawn } from './gradual.ts';

const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ seq: from + index }) as RoomEvent);
const ends = (drawn: readonly RoomEvent[]) => [drawn[0]?.seq, drawn.at(-1)?.seq];

test('an older page is drawn a few lines at a time, until all of it is', () => {
  const timeline = events(1, 100);
  let drawn: readonly RoomEvent[] = events(51, 100);
  let frames = 0;
  while (drawn !== timeline) {
    const next = nextDrawn(drawn, { timeline, hasNewer: false, follows: true });
    assert.ok(next.length - drawn.length <= LINES_PER_FRAME);
    drawn = next;
    frames++;
  }
  assert.equal(frames, Math.ceil(50 / LINES_PER_FRAME));
});

test('a newer page likewise, and what is said while the reader looks at the past', () => {
  const timeline = events(1, 100);
  const drawn = events(1, 50);
  for (const hasNewer of [true, false])
    assert.deepEqual(ends(nextDrawn(drawn, { timeline, hasNewer, follows: false })), [
      1,
      50 + LINES_PER_FRAME,
    ]);
});

test('who follows the newest is shown it at once; in a flood, only that', () => {
  const follows = { hasNewer: false, follows: true };
  const timeline = events(1, 200);
  assert.equal(nextDrawn(events(1, 200 - LINES_PER_FRAME), { timeline, ...follows }), timeline);
  const flooded = [200 - LINES_AT_FIRST + 1, 200];
  assert.deepEqual(ends(nextDrawn(events(1, 50), { timeline, ...follows })), flooded);
  assert.deepEqual(ends(nextDrawn(events(1, 50), { timeline: events(151, 450), ...follows })), [
    451 - LINES_AT_FIRST,
    450,
  ]);
});

test('lines that were let go are gone, and another place is drawn whole', () => {
  const drawn = events(1, 50);
  const past = { hasNewer: true, follows: false };
  assert.deepEqual(ends(nextDrawn(drawn, { timeline: events(20, 40), ...past })), [20, 40]);
  const elsewhere = events(500, 600);
  assert.equal(nextDrawn(drawn, { timeline: elsewhere, ...past }), elsewhere);
  assert.equal(nextDrawn([], { timeline: elsewhere, ...past }), elsewhere);
});
