import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import { collectGarbage } from '../testing/garbage.ts';
import { LiveServer } from '../testing/live-server.ts';
import { RawClient } from '../testing/raw-client.ts';

const SLOW_CLIENTS = 10;
/** Far more than sockets and queues hold. */
const MESSAGES = 4_000;
const TEXT_BYTES = 4_000;
/** What all of them together may cost beside the stored events. A queue of its own for each would cost more. */
const MEMORY_BYTES_MAX = 14 * 1_048_576;

/** A visitor says so much at once that no client's rate would allow it. */
async function flood({ services: { engine } }: LiveServer): Promise<void> {
  const text = 'x'.repeat(TEXT_BYTES);
  for (let said = 0; said < MESSAGES; said += 50) {
    const sends = [...Array(50).keys()].map((index) =>
      engine.submit({
        type: 'send',
        id: `f${said + index}` as CommandId,
        author: 'u_floodfloodfloodf' as UserId,
        room: LOBBY,
        text,
        visitor: {},
      }),
    );
    const outcomes = await Promise.all(sends);
    assert.ok(outcomes.every(({ ok }) => ok));
  }
}

function seqsOf(client: RawClient): number[] {
  const frames = client.frames.map(({ payload }) => JSON.parse(payload.toString()));
  return frames.filter(({ type, room }) => room === LOBBY && type !== 'behind').map(({ seq }) => seq);
}

function assertWithoutGap(seqs: readonly number[]): void {
  const [first = 0] = seqs;
  assert.deepEqual(
    seqs,
    [...seqs.keys()].map((index) => first + index),
  );
}

test('[R17] [S9] [FAN-1] slow readers cost little together, slow nobody, and are caught up when they read', async () => {
  await using live = await LiveServer.start();
  const slow = await Promise.all([...Array(SLOW_CLIENTS)].map(() => RawClient.welcomed(live.port)));
  for (const client of slow) client.socket.pause();
  const before = process.memoryUsage().arrayBuffers;
  await flood(live);
  const { head } = await live.services.archive.head(LOBBY);
  const stored = MESSAGES * (TEXT_BYTES + 200);
  await collectGarbage();
  const grown = process.memoryUsage().arrayBuffers - before - stored;
  assert.ok(grown < MEMORY_BYTES_MAX, `${grown} bytes more than the store itself`);
  const reader = await RawClient.welcomed(live.port);
  reader.text(`{"type":"send","id":"end","room":"lobby","text":"the end"}`);
  await reader.until((text) => text.includes('the end'));
  for (const client of slow) client.socket.resume();
  await Promise.all(slow.map((client) => client.until((text) => text.includes('"type":"behind"'))));
  for (const client of slow) {
    const seqs = seqsOf(client);
    assertWithoutGap(seqs);
    assert.ok((seqs.at(-1) ?? 0) < head, 'not all of it was held for them');
    const behind = client.frames
      .map(({ payload }) => payload.toString())
      .find((text) => text.includes('"behind"'));
    assert.equal(JSON.parse(behind ?? '{}').after, seqs.at(-1));
  }
  for (const client of [...slow, reader]) client.destroy();
});
