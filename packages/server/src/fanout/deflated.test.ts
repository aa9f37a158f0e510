import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chance } from '../testing/house.ts';
import { parseFrames } from '../testing/sent-frames.ts';
import {
  DEFLATED_BYTES_MIN,
  deflated,
  deflatedAside,
  IN_PASSING_BYTES_MAX,
  SharedFrame,
} from './deflated.ts';
import { frame, textFrame } from './frames.ts';

const isCompressed = (whole: Buffer) => ((whole[0] ?? 0) & 0x40) !== 0;
const prose = (sizeBytes: number) =>
  '茶馆里来了一位客人 and sits down. '.repeat(sizeBytes / 30).slice(0, sizeBytes);

test('a frame inflates to exactly what was in it, whatever people write', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 3_000 }),
    fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' }),
    fc
      .array(fc.constantFrom('你好', '👩‍👩‍👧‍👦', 'const x = 1;\n', '\u0000', 'é'), {
        maxLength: 30_000,
        size: 'max',
      })
      .map((parts) => parts.join('')),
    fc.nat(300_000).map(prose),
  );
  await fc.assert(
    fc.asyncProperty(text, async (said) => {
      const whole = textFrame(said);
      for (const sent of [deflated(whole), await deflatedAside(whole)]) {
        const [received] = parseFrames(sent, 'deflated');
        assert.ok(received?.payload.equals(Buffer.from(said)));
        assert.ok(sent.length <= whole.length);
      }
    }),
    { numRuns: 30 },
  );
});

test('payloads from the limit on are compressed, and smaller ones are the very same frame', () => {
  const small = textFrame('x'.repeat(DEFLATED_BYTES_MIN - 1));
  assert.equal(deflated(small), small);
  assert.ok(isCompressed(deflated(textFrame('x'.repeat(DEFLATED_BYTES_MIN)))));
});

test('the end of what was flushed is not sent, as RFC 7692 has it', () => {
  const sent = deflated(textFrame(prose(2_000)));
  assert.notDeepEqual([...sent.subarray(-4)], [0x00, 0x00, 0xff, 0xff]);
});

test('what would not become smaller is the very same frame', () => {
  const whole = frame('text', chance(1)(4_096));
  assert.equal(deflated(whole), whole);
});

test('files, pings and what is compressed already are left alone', () => {
  const zeros = Buffer.alloc(5_000);
  const once = deflated(frame('text', zeros));
  for (const whole of [frame('binary', zeros), frame('ping', Buffer.alloc(0)), once]) {
    assert.equal(deflated(whole), whole);
  }
});

test('what is too large to be compressed in passing is compressed aside or not at all', async () => {
  const large = textFrame(prose(IN_PASSING_BYTES_MAX));
  assert.equal(deflated(large), large);
  const aside = await deflatedAside(large);
  assert.ok(isCompressed(aside));
  assert.ok(parseFrames(aside, 'deflated')[0]?.payload.equals(Buffer.from(prose(IN_PASSING_BYTES_MAX))));
});

test('[FAN-2] a frame that many get is compressed once', () => {
  const shared = SharedFrame.text(Buffer.from(prose(2_000)));
  assert.ok(isCompressed(shared.deflated));
  assert.equal(shared.deflated, shared.deflated);
});
