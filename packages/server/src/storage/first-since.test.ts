import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstSince } from './first-since.ts';

const times = fc.array(fc.nat(40), { maxLength: 60 });

test('in order, it is the first event at or after the time, and one past the head if there is none', () => {
  fc.assert(
    fc.property(times, fc.nat(50), (unordered, at) => {
      const ats = unordered.toSorted((one, other) => one - other);
      const first = ats.findIndex((time) => time >= at);
      assert.equal(found(ats, at), first === -1 ? ats.length + 1 : first + 1);
    }),
  );
});

test('out of order, what is found is at or after the time, and what is before it is earlier', () => {
  fc.assert(
    fc.property(times, fc.nat(50), (ats, at) => {
      const seq = found(ats, at);
      assert.ok(seq === ats.length + 1 || (ats[seq - 1] ?? -1) >= at);
      assert.ok(seq === 1 || (ats[seq - 2] ?? 99) < at);
    }),
  );
});

test('a million events take no more than twenty looks', () => {
  let looks = 0;
  const eventAt = (seq: number) => {
    looks++;
    return bytesAt(seq);
  };
  assert.equal(firstSince({ head: 1_000_000, eventAt }, 777_777), 777_777);
  assert.ok(looks <= 20, `${looks}`);
});

function found(ats: readonly number[], at: number): number {
  return firstSince({ head: ats.length, eventAt: (seq) => bytesAt(ats[seq - 1] ?? -1) }, at);
}

function bytesAt(at: number): { bytes: Uint8Array } {
  return { bytes: Buffer.from(JSON.stringify({ at })) };
}
