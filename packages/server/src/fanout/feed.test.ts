import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UserId } from '@teahouse/protocol/ids';
import { LOBBY } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus/bus.ts';
import { LEE, MING } from '../testing/desk.ts';
import { FeedStage } from '../testing/feed-stage.ts';

test('[LOG-2] events are shown in order, those of a tick in one write', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  stage.take(...(await stage.messages(3)));
  stage.clock.turn();
  assert.equal(viewer.sink.writes.length, 1);
  assert.deepEqual(viewer.takeSeqs(), [4, 5, 6]);
  assert.deepEqual(stage.feed.head, { seq: 6, id: 'c6' });
});

test('[FAN-2] all who read one encoding are handed the same bytes', async () => {
  const stage = await FeedStage.open();
  const viewers = [stage.viewer(), stage.viewer(), stage.viewer()];
  const handed: Uint8Array[] = [];
  for (const viewer of viewers) {
    viewer.outlet.pushLive = (bytes) => handed.push(bytes);
    stage.feed.attach(viewer, 3);
  }
  stage.take(...(await stage.messages(2)));
  stage.clock.turn();
  assert.equal(handed.length, 3);
  assert.ok(handed.every((bytes) => bytes === handed[0]));
});

test('[NET-2] plain clients are shown text, and nothing of what is no message', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer(MING, 'plain');
  stage.feed.attach(viewer, 3);
  stage.take(...(await stage.commit({ type: 'rename', author: LEE, name: 'Lee' })));
  stage.clock.turn();
  assert.deepEqual(viewer.sink.writes, []);
  stage.take(...(await stage.messages(1)));
  stage.clock.turn();
  assert.deepEqual(viewer.sink.takeTexts(), ['小明：0']);
});

test('[SYNC-3] who is attached in the middle of a tick is shown the rest of it, once', async () => {
  const stage = await FeedStage.open();
  const early = stage.viewer();
  const level = stage.viewer();
  const returning = stage.viewer();
  stage.feed.attach(early, 3);
  const [four, five, six] = await stage.messages(3);
  stage.take(four);
  assert.equal(stage.feed.attach(level, 4), true);
  assert.equal(stage.feed.attach(returning, 3), true);
  stage.take(five);
  stage.clock.turn();
  stage.take(six);
  stage.clock.turn();
  assert.deepEqual(
    [early, level, returning].map((viewer) => viewer.takeSeqs()),
    [
      [4, 5, 6],
      [5, 6],
      [4, 5, 6],
    ],
  );
});

test('[SYNC-3] who is dropped and attached again in one tick is shown everything once', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  const [four, five, six] = await stage.messages(3);
  stage.take(four, five);
  stage.feed.drop(viewer);
  assert.equal(stage.feed.attach(viewer, 3), true);
  stage.take(six);
  stage.clock.turn();
  assert.deepEqual(viewer.takeSeqs(), [4, 5, 6]);
});

test('[SYNC-3] who is detached in the middle of a tick is shown what came before, and nothing later', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  const fresh = stage.viewer();
  stage.feed.attach(viewer, 3);
  const [four, five, six] = await stage.messages(3);
  stage.take(four);
  stage.feed.attach(fresh, 4);
  stage.take(five);
  stage.feed.detach(viewer);
  stage.feed.detach(fresh);
  stage.feed.detach(fresh);
  stage.take(six);
  stage.clock.turn();
  assert.deepEqual(
    [viewer, fresh].map((one) => one.takeSeqs()),
    [[4, 5], [5]],
  );
  assert.equal(stage.feed.isIdle, true);
});

test('who is dropped is handed nothing more, not even of this tick', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  stage.feed.attach(viewer, 3);
  stage.take(...(await stage.messages(1)));
  stage.feed.drop(viewer);
  stage.clock.turn();
  assert.deepEqual(viewer.takeSeqs(), []);
});

test('[SYNC-1] who asks for more than is at hand is not attached', async () => {
  const stage = await FeedStage.open();
  const viewer = stage.viewer();
  assert.equal(stage.feed.attach(viewer, 2), false);
  assert.equal(stage.feed.attach(viewer, 4), false, 'there is no event 4 yet');
  await stage.feed.loadRing(1);
  assert.equal(stage.feed.attach(viewer, 0), true);
  stage.clock.turn();
  assert.deepEqual(viewer.takeSeqs(), [1, 2, 3]);
});

test('[LOG-5] after the event that ends a membership nothing is shown to whose it was', async () => {
  const stage = await FeedStage.open();
  const lee = [stage.viewer(LEE), stage.viewer(LEE)];
  const other = stage.viewer(MING);
  for (const viewer of [...lee, other]) stage.feed.attach(viewer, 3);
  const before = await stage.messages(1);
  const left = await stage.commit({ type: 'leave', author: LEE, room: LOBBY });
  const after = await stage.messages(1);
  stage.take(...before, ...left, ...after);
  await stage.settle();
  for (const viewer of lee) {
    assert.deepEqual(viewer.takeSeqs(), [4, 5]);
    assert.equal(viewer.isDetached, true);
  }
  assert.deepEqual(other.takeSeqs(), [4, 5, 6]);
  assert.equal(other.isDetached, false);
});

test('what does not last goes to those who read JSON', async () => {
  const stage = await FeedStage.open();
  const reader = stage.viewer();
  const plain = stage.viewer(LEE, 'plain');
  stage.feed.attach(reader, 3);
  stage.feed.attach(plain, 3);
  stage.feed.broadcast(Buffer.from([0x81, 2, 0x7b, 0x7d]), 'u_someoneelse' as UserId);
  stage.clock.turn();
  assert.deepEqual(reader.sink.takeTexts(), ['{}']);
  assert.deepEqual(plain.sink.writes, []);
});

test('a session follows every event at once, whoever is shown what', async () => {
  const stage = await FeedStage.open(LEE);
  const seen: number[] = [];
  const follower = { onOwnEvent: ({ seq }: CommittedEvent) => seen.push(seq) };
  stage.feed.follow(follower);
  stage.take(...(await stage.commit({ type: 'rename', author: LEE, name: 'Lee' })));
  assert.deepEqual(seen, [3]);
  assert.equal(stage.feed.isIdle, false);
  stage.feed.unfollow(follower);
  stage.take(...(await stage.commit({ type: 'rename', author: LEE, name: 'Li' })));
  assert.deepEqual(seen, [3]);
  assert.equal(stage.feed.isIdle, true);
});

test('what is handed out lags behind the head by the tick', async () => {
  const stage = await FeedStage.open();
  stage.take(...(await stage.messages(2)));
  assert.equal(stage.feed.head.seq, 5);
  assert.equal(stage.feed.handedOut, 3);
  stage.clock.turn();
  assert.equal(stage.feed.handedOut, 5);
});
