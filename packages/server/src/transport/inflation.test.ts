import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constants, deflateRawSync } from 'node:zlib';
import { FRAME_BYTES_MAX } from '@teahouse/protocol/limits';
import { Inflation } from './inflation.ts';

/** What becomes of a message that comes in these parts. */
async function inflate(...parts: Buffer[]) {
  const closed: number[] = [];
  const inflation = new Inflation({ close: (code) => closed.push(code) });
  const results: { error: Error | null; data?: Buffer | undefined }[] = [];
  for (const [index, part] of parts.entries()) {
    await new Promise<void>((resolve) =>
      inflation.decompress(part, index === parts.length - 1, (error, data) => {
        results.push({ error, data });
        resolve();
      }),
    );
  }
  return { closed, results, last: results.at(-1) };
}

function deflate(bytes: Uint8Array): Buffer {
  return deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
}

test('[S4] nothing beyond the limit is inflated: a bomb is an error and never bytes', async () => {
  const { closed, last } = await inflate(deflate(Buffer.alloc(60_000_000)));
  assert.deepEqual(closed, [1009]);
  assert.equal(last?.data, undefined);
  assert.ok(last?.error instanceof RangeError);
});

test('[S4] a message may have as much as a frame, and one byte more is too much', async () => {
  const most = await inflate(deflate(Buffer.alloc(FRAME_BYTES_MAX)));
  assert.equal(most.last?.data?.length, FRAME_BYTES_MAX);
  assert.deepEqual(most.closed, []);
  const tooMuch = await inflate(deflate(Buffer.alloc(FRAME_BYTES_MAX + 1)));
  assert.deepEqual(tooMuch.closed, [1009]);
});

test('of a message in parts all comes with the last one', async () => {
  const whole = deflate(Buffer.from('茶馆'.repeat(50)));
  const { results, last } = await inflate(whole.subarray(0, 3), whole.subarray(3, 4), whole.subarray(4));
  assert.deepEqual(
    results.map(({ data }) => data?.length),
    [0, 0, 300],
  );
  assert.equal(last?.data?.toString(), '茶馆'.repeat(50));
});

test('nothing of one message is left for the next', async () => {
  const closed: number[] = [];
  const inflation = new Inflation({ close: (code) => closed.push(code) });
  const heard: (string | undefined)[] = [];
  for (const text of ['one', 'two']) {
    await new Promise<void>((resolve) =>
      inflation.decompress(deflate(Buffer.from(text)), true, (_error, data) => {
        heard.push(data?.toString());
        resolve();
      }),
    );
  }
  assert.deepEqual(heard, ['one', 'two']);
});
