import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { FrameCounter, newTally, TEXT_BYTES } from './frame-counter.ts';

const TEXT = 0x81;
const BINARY = 0x82;
const PING = 0x89;
const LENGTHS = [0, 1, TEXT_BYTES - 1, TEXT_BYTES, 125, 126, 127, 65_535, 65_536];

test('frames are counted wherever TCP cuts them, with lengths of 7, 16 and 64 bits', () => {
  const frame = fc.record({
    first: fc.constantFrom(TEXT, BINARY, PING),
    length: fc.oneof(fc.constantFrom(...LENGTHS), fc.nat(300)),
  });
  const cuts = fc.array(fc.oneof(fc.nat(12), fc.nat(100_000)), { maxLength: 40 });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), cuts, (frames, cutsAt) => {
      const bytes = Buffer.concat(frames.map(({ first, length }) => serverFrame(first, 'a'.repeat(length))));
      const data = frames.filter(({ first }) => first !== PING);
      const { tally, pings } = count(bytes, cutsAt);
      assert.equal(tally.frames, data.length);
      assert.equal(tally.texts, data.filter(({ length }) => length >= TEXT_BYTES).length);
      assert.equal(pings, frames.length - data.length);
    }),
  );
});

test('a listener gets every text whole', () => {
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 8 });
  fc.assert(
    fc.property(texts, fc.array(fc.nat(50)), (said, cutsAt) => {
      const heard: string[] = [];
      count(Buffer.concat(said.map((text) => serverFrame(TEXT, text))), cutsAt, (text) => heard.push(text));
      assert.deepEqual(heard, said);
    }),
  );
});

test('a compressed text is counted as any other, and a listener gets what is in it', () => {
  const flushed = deflateRawSync('你好 '.repeat(200), { finishFlush: constants.Z_SYNC_FLUSH });
  const header = Buffer.from([0xc1, flushed.length - 4]);
  const heard: string[] = [];
  const { tally } = count(Buffer.concat([header, flushed.subarray(0, -4)]), [1, 5], (text) =>
    heard.push(text),
  );
  assert.equal(tally.frames, 1);
  assert.deepEqual(heard, ['你好 '.repeat(200)]);
});

test('a listener that comes in the middle of a frame begins with the next one', () => {
  const heard: string[] = [];
  const counter = new FrameCounter(newTally(), () => {});
  const bytes = Buffer.concat([serverFrame(TEXT, 'first'), serverFrame(TEXT, 'second')]);
  counter.take(bytes, 0, 4);
  counter.onText = (text) => heard.push(text);
  counter.take(bytes, 4, bytes.length);
  assert.deepEqual(heard, ['second']);
});

test('what a server must not send is an error, not a wrong count', () => {
  const counter = new FrameCounter(newTally(), () => {});
  assert.throws(() => counter.take(Buffer.from([TEXT, 0x85, 1, 2, 3, 4]), 0, 6), /mask/);
  assert.throws(() => counter.take(Buffer.from([0x01, 0x05]), 0, 2), /unexpected frame/);
});

function count(bytes: Buffer, cutsAt: readonly number[], onText: ((text: string) => void) | null = null) {
  const tally = newTally();
  let pings = 0;
  const counter = new FrameCounter(tally, (control) => {
    if (control === 'ping') pings++;
  });
  counter.onText = onText;
  let from = 0;
  for (const size of cutsAt) {
    const to = Math.min(bytes.length, from + size);
    counter.take(bytes, from, to);
    from = to;
  }
  counter.take(bytes, from, bytes.length);
  return { tally, pings };
}

function serverFrame(first: number, text: string): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(payload.length < 126 ? 2 : payload.length < 65_536 ? 4 : 10);
  header[0] = first;
  header[1] = header.length === 2 ? payload.length : header.length === 4 ? 126 : 127;
  if (header.length === 4) header.writeUInt16BE(payload.length, 2);
  if (header.length === 10) header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
}
