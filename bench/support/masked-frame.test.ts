import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskedText } from './masked-frame.ts';

test('a frame is masked, whether its length takes 7 bits or 16', () => {
  for (const text of ['你好', 'a'.repeat(125), 'a'.repeat(126), 'a'.repeat(5_000)]) {
    const frame = maskedText(text);
    const long = Buffer.byteLength(text) > 125;
    const start = long ? 4 : 2;
    assert.equal(frame[0], 0x81);
    assert.equal(frame[1], 0x80 | (long ? 126 : Buffer.byteLength(text)));
    const mask = frame.subarray(start, start + 4);
    const payload = frame.subarray(start + 4).map((byte, at) => byte ^ (mask[at % 4] as number));
    assert.equal(Buffer.from(payload).toString(), text);
  }
});
