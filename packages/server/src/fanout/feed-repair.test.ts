import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus/bus.ts';
import { LEE, MING } from '../testing/desk.ts';
import { FeedStage } from '../testing/feed-stage.ts';
import { RING_EVENTS_MAX } from './ring.ts';

test('[BUS-1] a repeat is dropped', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  const [four, five] = await stage.messages(2);
  stage.take(four, four, five, four, five);
  stage.clock.turn();
  assert.deepEqual(viewer.takeSeqs(), [4, 5]);
});

test('[BUS-1] a hole is read from the store before what follows it is shown', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  const [, , six] = await stage.messages(3);
  stage.take(six);
  stage.clock.turn();
  assert.deepEqual(viewer.takeSeqs(), [], 'six waits for four and five');
  await stage.settle();
  assert.deepEqual(viewer.takeSeqs(), [4, 5, 6]);
});

test('[BUS-1] what comes while a hole is read is shown after it, once', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  stage.slow.hold('eventsAfter');
  const [four, , six] = await stage.messages(3);
  stage.take(six);
  await stage.settle();
  stage.take(four, ...(await stage.messages(2)));
  stage.slow.release();
  await stage.settle();
  assert.deepEqual(viewer.takeSeqs(), [4, 5, 6, 7, 8]);
});

test('[BUS-1] a stream that goes on with every reading is shown nevertheless', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  const [, five] = await stage.messages(2);
  stage.slow.hold('eventsAfter');
  stage.take(five);
  for (let readings = 0; readings < 3; readings++) {
    await stage.settle();
    // Committed after the reading, and told before it is answered.
    stage.take(...(await stage.messages(1)));
    stage.slow.releaseOne();
    await stage.settle();
  }
  assert.deepEqual(viewer.takeSeqs(), [4, 5, 6, 7, 8]);
});

test('[BUS-1] of a flood that comes while a hole is read so much is kept, and the rest is read too', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  stage.slow.hold('eventsAfter');
  const [, five, ...flood] = await stage.messages(2 + 3 * RING_EVENTS_MAX);
  stage.take(five, ...flood);
  stage.slow.release();
  await stage.settle();
  assert.equal(viewer.takeSeqs().length, 2 + 3 * RING_EVENTS_MAX);
});

test('[BUS-1] a hole that is larger than a page is read page by page', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  const last = (await stage.messages(1_234)).at(-1);
  stage.take(last);
  await stage.settle();
  assert.deepEqual(
    viewer.takeSeqs(),
    [...Array(1_234).keys()].map((index) => index + 4),
  );
});

test('[R10] a lost last event is found when somebody tells the head', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  await stage.messages(2);
  await Promise.all([stage.feed.noticeHead(5), stage.feed.noticeHead(4), stage.feed.noticeHead(3)]);
  await stage.settle();
  assert.deepEqual(viewer.takeSeqs(), [4, 5]);
  assert.equal(stage.slow.count('eventsAfter'), 1);
});

test('[S29] a hint of events that are not there shows nothing, and the next real one is shown', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  const forged = {
    stream: LOBBY,
    seq: 99,
    type: 'message',
    by: LEE,
    bytes: Buffer.from('"forged"'),
  } as const;
  stage.take({ ...forged, id: 'c99' as CommittedEvent['id'] });
  await stage.settle();
  assert.deepEqual(viewer.takeSeqs(), []);
  stage.take(...(await stage.messages(1)));
  await stage.settle();
  assert.deepEqual(viewer.takeSeqs(), [4]);
});

test('[S11] a store that fails at a hole is asked again when the next event shows it', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  const [, five, six] = await stage.messages(3);
  stage.slow.fail('eventsAfter');
  stage.take(five);
  await stage.settle();
  assert.equal(stage.troubles.length, 1);
  stage.slow.mend();
  stage.take(six);
  await stage.settle();
  assert.deepEqual(viewer.takeSeqs(), [4, 5, 6]);
});

test('[NET-2] a file that was missed is fetched with its event', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer(MING, 'plain');
  stage.feed.attach(viewer, 3);
  const blob = { id: 'b_1' as never, type: 'x', bytes: new Uint8Array([1, 2]) };
  await stage.commit({ type: 'send', author: MING, room: LOBBY, text: '', blob });
  stage.take(...(await stage.messages(1)));
  await stage.settle();
  assert.deepEqual(
    viewer.sink.take().map(({ payload }) => payload.toString('latin1')),
    ['\u0001\u0002', Buffer.from('小明：0').toString('latin1')],
  );
});
