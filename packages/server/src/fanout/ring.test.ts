import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandId } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import { held } from '../testing/garbage.ts';
import { SharedFrame } from './deflated.ts';
import { type RecentEvent, RING_BYTES_MAX, RING_EVENTS_MAX, Ring } from './ring.ts';

function event(seq: number, payloadBytes = 10): RecentEvent {
  return {
    seq,
    id: `c${seq}` as CommandId,
    era: 1,
    frame: SharedFrame.text(Buffer.alloc(payloadBytes, seq)),
  };
}

function filled(from: number, to: number, payloadBytes?: number): Ring {
  const ring = new Ring();
  for (let seq = from; seq <= to; seq++) ring.push(event(seq, payloadBytes));
  return ring;
}

test('[S10] a ring keeps the newest events, and no more than its number', () => {
  const ring = filled(1, RING_EVENTS_MAX * 3 + 7);
  const newest = RING_EVENTS_MAX * 3 + 7;
  assert.equal(ring.length, RING_EVENTS_MAX);
  assert.equal(ring.at(newest)?.seq, newest);
  assert.equal(ring.at(newest - RING_EVENTS_MAX + 1)?.seq, newest - RING_EVENTS_MAX + 1);
  assert.equal(ring.at(newest - RING_EVENTS_MAX), undefined);
  assert.equal(ring.at(newest + 1), undefined);
});

test('[S10] where events are large a ring keeps fewer', () => {
  const payloadBytes = RING_BYTES_MAX / 8;
  const ring = filled(1, 100, payloadBytes);
  assert.equal(ring.length, 7);
  assert.ok(ring.framesAfter(93).length <= RING_BYTES_MAX);
});

test('[S10] what a ring has let go is not held on to', async () => {
  const ring = new Ring();
  const frames: WeakRef<Buffer>[] = [];
  for (let seq = 1; seq <= RING_EVENTS_MAX; seq++) {
    const large = event(seq, RING_BYTES_MAX / 8);
    frames.push(new WeakRef(large.frame.whole));
    ring.push(large);
  }
  const count = await held(frames);
  assert.ok(count <= 2 * ring.length + 1, `${count} are held where ${ring.length} are kept`);
});

test('one event that is larger than all the room leaves the ring empty', () => {
  const ring = filled(1, 3);
  ring.push(event(4, RING_BYTES_MAX + 1));
  assert.equal(ring.length, 0);
  assert.equal(ring.covers(3), false);
  ring.push(event(5));
  assert.equal(ring.covers(4), true);
});

test('[SYNC-1] a ring covers a place if every later event is at hand', () => {
  const ring = filled(11, 20);
  assert.equal(ring.covers(10), true);
  assert.equal(ring.covers(19), true);
  assert.equal(ring.covers(9), false, 'event 10 is missing');
  assert.equal(ring.covers(20), false, 'there is nothing after the last');
});

test('[SYNC-1] the frames after a place are all later ones, in order', () => {
  const ring = filled(11, 14);
  const expected = Buffer.concat([13, 14].map((seq) => event(seq).frame.whole));
  assert.deepEqual(ring.framesAfter(12), expected);
});

test('[FAN-2] many who come back to one place share the same bytes, until there is more', () => {
  const ring = filled(1, 5);
  const first = ring.framesAfter(2);
  assert.equal(ring.framesAfter(2), first);
  ring.push(event(6));
  assert.notEqual(ring.framesAfter(2), first);
  assert.equal(ring.framesAfter(2).length, first.length + event(6).frame.whole.length);
});

test('older events from the store stand before those at hand', () => {
  const ring = filled(11, 14);
  ring.prepend([event(8), event(9), event(10)]);
  assert.equal(ring.length, 7);
  assert.equal(ring.covers(7), true);
  assert.equal(ring.at(14)?.seq, 14);
});

test('older events for which there is no room are left out', () => {
  const ring = filled(RING_EVENTS_MAX + 1, 2 * RING_EVENTS_MAX - 1);
  ring.prepend([...Array(10).keys()].map((index) => event(RING_EVENTS_MAX - 9 + index)));
  assert.equal(ring.length, RING_EVENTS_MAX);
  assert.equal(ring.at(RING_EVENTS_MAX)?.seq, RING_EVENTS_MAX);
  assert.equal(ring.at(RING_EVENTS_MAX - 1), undefined);
});

test('[SYNC-1] whatever was pushed, at and covers agree and frames follow each other', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: Math.floor(RING_BYTES_MAX / 6) }), { maxLength: 60 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 60 }), (payloads, after) => {
      const ring = new Ring();
      for (const [index, size] of payloads.entries()) ring.push(event(index + 1, size));
      assert.equal(ring.covers(after), ring.at(after + 1) !== undefined);
      if (!ring.covers(after)) return;
      const expected = payloads.slice(after).map((size, index) => event(after + 1 + index, size).frame.whole);
      assert.ok(ring.framesAfter(after).equals(Buffer.concat(expected)));
    }),
    { numRuns: 50 },
  );
});
