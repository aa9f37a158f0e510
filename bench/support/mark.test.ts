import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TEXT_BYTES } from './frame-counter.ts';
import { ANY_MARK, MarkScanner, markedText, markOf } from './mark.ts';

test('every mark is found once, wherever the bytes are cut', () => {
  const marks = fc.array(fc.record({ sender: fc.nat(3), at: fc.nat(1_000_000) }), { maxLength: 10 });
  fc.assert(
    fc.property(marks, fc.array(fc.nat(40)), (sent, cutsAt) => {
      // An @ of a frame header comes before each text.
      const bytes = Buffer.from(sent.map(({ sender, at }) => `@@${markedText(sender, at)}`).join(''));
      assert.deepEqual(
        found(ANY_MARK, bytes, cutsAt),
        sent.map(({ at }) => at),
      );
      const own = sent.filter(({ sender }) => sender === 2).map(({ at }) => at);
      assert.deepEqual(found(markOf(2), bytes, cutsAt), own);
    }),
  );
});

test('a text has the size that the bench says it has', () => {
  assert.equal(Buffer.byteLength(markedText(99_999, 999_999_999_999)), TEXT_BYTES);
});

function found(needle: string, bytes: Buffer, cutsAt: readonly number[]): readonly number[] {
  const marks: number[] = [];
  const scanner = new MarkScanner(needle, (sentMicros) => marks.push(sentMicros));
  let from = 0;
  for (const size of cutsAt) {
    scanner.take(bytes.subarray(from, from + size));
    from += size;
  }
  scanner.take(bytes.subarray(from));
  return marks;
}
