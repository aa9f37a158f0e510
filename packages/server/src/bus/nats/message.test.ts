import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import { event } from '../bus-contract.ts';
import { decode, encodeEvent, encodeHead, encodePassing, ORIGIN_BYTES } from './message.ts';

const ORIGIN = Buffer.alloc(ORIGIN_BYTES, 3);
const SEQ_MAX = 2 ** 48 - 1;
const seqs = fc.integer({ min: 1, max: SEQ_MAX });
const ids = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });

test('[BUS-1] an event arrives as it was sent, whatever its bytes', () => {
  fc.assert(
    fc.property(seqs, ids, ids, fc.uint8Array({ minLength: 1 }), (seq, id, by, bytes) => {
      const sent = { ...event(LOBBY, seq, bytes), id: id.toWellFormed(), by: by.toWellFormed() } as never;
      const message = decode(LOBBY, encodeEvent(ORIGIN, sent));
      assert.ok(message?.kind === 'event');
      assert.deepEqual(
        { ...message.event, bytes: new Uint8Array(message.event.bytes) },
        { ...(sent as object), bytes },
      );
      assert.deepEqual(message.origin, ORIGIN);
    }),
  );
});

test('a head arrives as it was sent', () => {
  assert.deepEqual(decode(LOBBY, encodeHead(ORIGIN, SEQ_MAX)), {
    kind: 'head',
    origin: ORIGIN,
    seq: SEQ_MAX,
  });
});

test('what passes arrives as it was sent, and has no place in the log', () => {
  const word = Buffer.from('茶');
  const sent = encodePassing(ORIGIN, word);
  assert.deepEqual(decode(LOBBY, sent), { kind: 'passing', origin: ORIGIN, word });
  const numbered = Buffer.from(sent);
  numbered[1 + ORIGIN_BYTES + 5] = 1;
  assert.equal(decode(LOBBY, numbered), undefined);
});

test('[S29] [S11] what is no message is none, and nothing throws', () => {
  const whole = encodeEvent(ORIGIN, event(LOBBY, 1, Buffer.of(1)));
  for (let size = 0; size < whole.length; size++)
    assert.equal(decode(LOBBY, whole.subarray(0, size)), undefined);
  assert.equal(decode(LOBBY, encodeHead(ORIGIN, 0)), undefined, 'streams begin at 1');
  assert.equal(decode(LOBBY, Buffer.concat([encodeHead(ORIGIN, 1), Buffer.of(0)])), undefined);
  assert.equal(
    decode(LOBBY, Buffer.concat([Buffer.of(9), whole.subarray(1)])),
    undefined,
    'a kind of later versions',
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void decode(LOBBY, bytes)));
});

test('what no field can hold is refused where it is sent', () => {
  assert.throws(() => encodeEvent(ORIGIN, { ...event(LOBBY, 1), id: 'x'.repeat(256) as never }), RangeError);
  assert.throws(() => encodeHead(ORIGIN, SEQ_MAX + 1), RangeError);
});
