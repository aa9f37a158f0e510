import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import { LiveServer } from '../testing/live-server.ts';
import { StreamClient } from '../testing/stream-client.ts';

/** Far more than a socket and an outlet hold. */
const MESSAGES = 3_000;
const TEXT = 'x'.repeat(4_000);

/** A visitor says so much at once that no client's rate would allow it. */
async function flood({ services: { engine } }: LiveServer): Promise<void> {
  const author = 'u_floodfloodfloodf' as UserId;
  for (let said = 0; said < MESSAGES; said += 50) {
    const sends = Array.from({ length: 50 }, (_, index) => {
      const id = `f${said + index}` as CommandId;
      return engine.submit({ type: 'send', id, author, room: LOBBY, text: TEXT, visitor: {} });
    });
    await Promise.all(sends);
  }
}

function assertWithoutGap(seqs: readonly number[]): void {
  const [first = 0] = seqs;
  assert.deepEqual(
    seqs,
    [...seqs.keys()].map((index) => first + index),
  );
}

test('[FAN-1] a slow reader of a stream slows nobody, is not read from, and is caught up when it reads', async () => {
  await using live = await LiveServer.start();
  const slow = await StreamClient.welcomed(live.port);
  const { token, session } = slow;
  slow.response.pause();
  await flood(live);
  const quick = await StreamClient.welcomed(live.port);
  await quick.post({ type: 'send', id: 'end', room: 'lobby', text: 'the end' });
  await quick.until(() => quick.frames('message').length === 1);
  const post = { type: 'rooms', id: 'r' };
  assert.equal(await slow.postAs(1, [post], { token, session }), 204);
  assert.equal(await slow.postAs(2, [post], { token, session }), 503, 'who does not read is not read from');
  slow.response.resume();
  await slow.until(() => slow.text.includes('"type":"behind"'));
  assert.equal(await slow.postAs(2, [post], { token, session }), 204);
  await slow.until(() => slow.frames('rooms').length === 2);
  const seqs = slow.frames('message').map(({ seq }) => seq);
  assertWithoutGap(seqs);
  const [{ after, head }] = slow.frames('behind');
  assert.equal(after, seqs.at(-1));
  assert.ok(after < head, 'not all of it was held');
  for (const client of [slow, quick]) client.destroy();
  assert.deepEqual(live.troubles, []);
});

test('[SYNC-1] a reader that was slow and is cut goes on after the last id that reached it', async () => {
  await using live = await LiveServer.start();
  const guest = await StreamClient.welcomed(live.port);
  const slow = await StreamClient.reading(live.port, guest.token);
  guest.destroy();
  slow.response.pause();
  await flood(live);
  slow.response.resume();
  await slow.until(() => slow.text.includes('"type":"behind"'));
  slow.destroy();
  const idAt = slow.sent.findLastIndex(({ id }) => id !== null);
  const shown = slow.sent.slice(0, idAt + 1).filter(({ data }) => data.includes('"type":"message"'));
  const last = JSON.parse(shown.at(-1)?.data ?? '{}').seq;
  const again = await StreamClient.reading(live.port, guest.token, slow.sent[idAt]?.id ?? '');
  await again.until(() => again.frames('behind').length + again.frames('message').length > 0);
  const next = again.frames('behind')[0]?.after ?? again.frames('message')[0].seq - 1;
  assert.equal(next, last);
  again.destroy();
});

test('[FAN-1] a reader that takes nothing at all for too long is cut, though it never reads that it is', async () => {
  await using live = await LiveServer.start();
  const slow = await StreamClient.welcomed(live.port);
  slow.response.pause();
  await flood(live);
  live.connections.endAll('slowReader');
  const gone = live.connections.allGone(0);
  live.heartbeats.advance(0);
  await gone;
  assert.equal(live.connections.count, 0);
  slow.destroy();
});
