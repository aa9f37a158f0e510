import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomEvent } from '@teahouse/protocol/events';
import { LINES_PER_FRAME, nextDrawn, type Wanted } from './drawn.ts';

const FILL = 20;
const NOTHING: Wanted = { older: false, newer: false, follows: false, fill: FILL, seq: null, reach: null };
const FOLLOWS: Wanted = { ...NOTHING, follows: true };

/** Made once each: an event stays the same object as long as it is at hand. */
const ALL = Array.from({ length: 700 }, (_, index) => ({ seq: index }) as RoomEvent);
const events = (from: number, to: number) => ALL.slice(from, to + 1);
const ends = (drawn: readonly RoomEvent[]) => [drawn[0]?.seq, drawn.at(-1)?.seq];

function drawn(before: [number, number], whole: [number, number], wanted: Wanted, hasNewer = false) {
  return ends(nextDrawn(events(...before), { timeline: events(...whole), hasNewer }, wanted));
}

test('lines that are wanted are drawn a few at a time, until all of them are', () => {
  const timeline = events(1, 100);
  let now: readonly RoomEvent[] = events(51, 60);
  let frames = 0;
  while (now.length < timeline.length) {
    const next = nextDrawn(now, { timeline, hasNewer: false }, { ...NOTHING, older: true, newer: true });
    assert.ok(next.length - now.length <= 2 * LINES_PER_FRAME);
    now = next;
    frames++;
  }
  assert.equal(frames, Math.ceil(50 / LINES_PER_FRAME));
});

test('what nobody comes near to is not drawn, and the same lines are the same list', () => {
  const before = events(40, 60);
  assert.equal(nextDrawn(before, { timeline: events(1, 100), hasNewer: false }, NOTHING), before);
});

test('what is far away goes, and comes again when it is wanted', () => {
  const reach = { from: 50, to: 150 };
  assert.deepEqual(drawn([1, 200], [1, 300], { ...NOTHING, reach }), [50, 150]);
  assert.deepEqual(drawn([50, 150], [1, 300], { ...NOTHING, reach, newer: true }), [
    50,
    150 + LINES_PER_FRAME,
  ]);
  assert.deepEqual(drawn([50, 200], [1, 300], { ...NOTHING, reach, older: true }), [
    50 - LINES_PER_FRAME,
    150,
  ]);
});

test('who follows the newest is shown it at once; in a flood, only that', () => {
  assert.deepEqual(drawn([1, 100], [1, 100 + LINES_PER_FRAME], FOLLOWS), [1, 100 + LINES_PER_FRAME]);
  assert.deepEqual(drawn([1, 100], [1, 101 + LINES_PER_FRAME], FOLLOWS), [
    102 + LINES_PER_FRAME - FILL,
    101 + LINES_PER_FRAME,
  ]);
  assert.deepEqual(drawn([1, 50], [300, 600], FOLLOWS), [601 - FILL, 600]);
  assert.deepEqual(drawn([1, 150], [50, 151], { ...FOLLOWS, reach: { from: 80, to: 150 } }), [80, 151]);
});

test('who follows the end of a stretch that is not the newest is shown what is wanted, and no more', () => {
  assert.deepEqual(drawn([1, 50], [1, 100], { ...FOLLOWS, newer: true }, true), [1, 50 + LINES_PER_FRAME]);
});

test('a message that is looked for is drawn with its surroundings, unless it is there', () => {
  assert.deepEqual(drawn([1, 50], [1, 300], { ...NOTHING, seq: 200 }), [200 - FILL, 200 + FILL - 1]);
  assert.deepEqual(drawn([1, 50], [1, 300], { ...NOTHING, seq: 50 }), [1, 50]);
  assert.deepEqual(drawn([1, 50], [1, 300], { ...NOTHING, seq: 999 }), [300 - FILL, 300]);
  assert.deepEqual(drawn([1, 50], [500, 600], { ...NOTHING, seq: 3 }), [500, 500 + FILL - 1]);
});

test('lines that were let go are gone, and another place is drawn whole', () => {
  assert.deepEqual(drawn([1, 50], [20, 40], NOTHING, true), [20, 40]);
  assert.deepEqual(drawn([1, 50], [500, 600], NOTHING, true), [500, 600]);
  assert.deepEqual(ends(nextDrawn([], { timeline: events(500, 600), hasNewer: true }, NOTHING)), [500, 600]);
  assert.deepEqual(nextDrawn(events(1, 3), { timeline: [], hasNewer: false }, FOLLOWS), []);
});
