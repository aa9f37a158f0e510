import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BINARY, PING, parseFrames, TEXT } from '../testing/sent-frames.ts';
import { frame, jsonFrame, PING_FRAME, payloadOf, textFrame } from './frames.ts';

const HEADERS = [
  { payloadBytes: 0, header: [0x82, 0] },
  { payloadBytes: 125, header: [0x82, 125] },
  { payloadBytes: 126, header: [0x82, 126, 0, 126] },
  { payloadBytes: 65_535, header: [0x82, 126, 0xff, 0xff] },
  { payloadBytes: 65_536, header: [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0] },
];

for (const { payloadBytes, header } of HEADERS) {
  test(`[FAN-2] a frame of ${payloadBytes} bytes has a header of ${header.length}`, () => {
    const payload = Buffer.alloc(payloadBytes, 'x');
    const whole = frame('binary', payload);
    assert.deepEqual([...whole.subarray(0, header.length)], header);
    assert.deepEqual(whole.subarray(header.length), payload);
    assert.deepEqual(payloadOf(whole), payload);
  });
}

test('[FAN-2] frames that stand one after another are found again, whatever their sizes', () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });
  fc.assert(
    fc.property(payloads, (all) => {
      const bytes = Buffer.concat(all.map((payload) => frame('binary', payload)));
      const found = parseFrames(bytes).map(({ opcode, payload }) => ({ opcode, payload: [...payload] }));
      assert.deepEqual(
        found,
        all.map((payload) => ({ opcode: BINARY, payload: [...payload] })),
      );
    }),
  );
});

test('text goes out as text, in UTF-8', () => {
  const [text, json] = parseFrames(Buffer.concat([textFrame('你好 🍵'), jsonFrame({ say: '茶' })]));
  assert.equal(text?.opcode, TEXT);
  assert.equal(text?.payload.toString(), '你好 🍵');
  assert.equal(json?.payload.toString(), '{"say":"茶"}');
});

test('a ping carries nothing', () => {
  assert.deepEqual(parseFrames(PING_FRAME), [{ opcode: PING, payload: Buffer.alloc(0) }]);
});
