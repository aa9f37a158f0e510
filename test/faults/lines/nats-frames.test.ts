import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { NatsFrames } from './nats-frames.ts';

const content = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));

/** Anything that is said on a connection, with what kind of frame it is. */
const frame = fc.oneof(
  fc
    .constantFrom('PING\r\n', 'PONG\r\n', 'INFO {"version":"2.9.10"}\r\n', '+OK\r\n', 'SUB teahouse.a 1\r\n')
    .map((text) => ({ kind: 'control', bytes: Buffer.from(text) })),
  fc
    .tuple(
      fc.constantFrom('PUB teahouse.a', 'MSG teahouse.a 1', 'pub teahouse.a', 'HMSG teahouse.a 1 9'),
      content,
    )
    .map(([words, bytes]) => ({
      kind: 'message',
      bytes: Buffer.concat([Buffer.from(`${words} ${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]),
    })),
);

test('frames of NATS are found however the bytes come, whatever is in them', () => {
  const cuts = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 12 }), cuts, (frames, lengths) => {
      let rest: Buffer = Buffer.concat(frames.map(({ bytes }) => bytes));
      const reader = new NatsFrames();
      const found = [];
      for (let turn = 0; rest.length > 0; turn++) {
        const length = 1 + (lengths[turn % lengths.length] ?? 0);
        found.push(...reader.take(rest.subarray(0, length)));
        rest = rest.subarray(length);
      }
      assert.deepEqual(
        found.map(({ kind, bytes }) => ({ kind, bytes: Buffer.from(bytes) })),
        frames,
      );
    }),
  );
});
