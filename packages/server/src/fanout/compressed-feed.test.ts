import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StreamEvent } from '@teahouse/protocol/events';
import { LEE, MING, send } from '../testing/desk.ts';
import { FeedStage, type Viewer } from '../testing/feed-stage.ts';
import { textFrame } from './frames.ts';

const LONG = '茶馆里来了一位客人 and sits down. '.repeat(60);

/** The lobby with some who agreed on compression and one who did not. */
async function open() {
  const stage = await FeedStage.open();
  const deflating = [MING, LEE, MING].map((user) => stage.viewer(user, 'deflated'));
  const other = stage.viewer();
  return { stage, deflating, other };
}

/** Notes the very buffers that viewers are handed. */
function handedTo(viewers: readonly Viewer[]): Uint8Array[] {
  const handed: Uint8Array[] = [];
  for (const { outlet } of viewers) {
    const pushLive = outlet.pushLive.bind(outlet);
    outlet.pushLive = (bytes, ...rest) => {
      handed.push(bytes);
      pushLive(bytes, ...rest);
    };
  }
  return handed;
}

const textsOf = (viewer: Viewer) =>
  viewer.sink.takeTexts().map((text) => (JSON.parse(text) as Extract<StreamEvent, { type: 'message' }>).text);

test('[FAN-2] all who agreed on compression are handed the same compressed bytes, and read what others read', async () => {
  const { stage, deflating, other } = await open();
  const handed = handedTo(deflating);
  for (const viewer of [...deflating, other]) stage.feed.attach(viewer, 3);
  stage.take(...(await stage.commit(send(MING, LONG), send(LEE, 'short'))));
  stage.clock.turn();
  const plainBytes = other.sink.writes[0]?.length ?? 0;
  assert.equal(handed.length, deflating.length);
  assert.ok(handed.every((bytes) => bytes === handed[0]));
  assert.ok((handed[0]?.length ?? 0) < plainBytes / 2);
  for (const viewer of [...deflating, other]) assert.deepEqual(textsOf(viewer), [LONG, 'short']);
});

test('[FAN-2] who comes back is handed what was compressed already', async () => {
  const { stage, deflating } = await open();
  const [live, ...returning] = deflating as [Viewer, ...Viewer[]];
  const handed = handedTo(deflating);
  stage.feed.attach(live, 3);
  stage.take(...(await stage.commit(send(MING, LONG))));
  stage.clock.turn();
  for (const viewer of returning) stage.feed.attach(viewer, 3);
  stage.clock.turn();
  const [first, second, third] = handed;
  assert.equal(second, third);
  assert.deepEqual(first, second);
  for (const viewer of deflating) assert.deepEqual(textsOf(viewer), [LONG]);
});

test('[SYNC-1] one place is shown compressed to some and as it is to others', async () => {
  const { stage, deflating, other } = await open();
  stage.take(...(await stage.commit(send(MING, LONG), send(MING, 'short'))));
  stage.clock.turn();
  for (const viewer of [...deflating, other]) stage.feed.attach(viewer, 3);
  stage.clock.turn();
  for (const viewer of [...deflating, other]) assert.deepEqual(textsOf(viewer), [LONG, 'short']);
});

test('[LOG-5] who leaves is shown nothing more, compressed or not', async () => {
  const { stage, deflating, other } = await open();
  for (const viewer of [...deflating, other]) stage.feed.attach(viewer, 3);
  stage.take(
    ...(await stage.commit({ type: 'leave', author: MING, room: 'lobby' as never }, send(LEE, LONG))),
  );
  stage.clock.turn();
  assert.deepEqual(
    [...deflating, other].map(({ isDetached }) => isDetached),
    [true, false, true, true],
  );
  assert.deepEqual(deflating[1]?.takeSeqs(), [4, 5]);
  assert.deepEqual(other.takeSeqs(), [4]);
});

test('what does not last reaches those who agreed on compression too', async () => {
  const { stage, deflating, other } = await open();
  for (const viewer of [...deflating, other]) stage.feed.attach(viewer, 3);
  stage.feed.broadcast(textFrame('{"typing":1}'), MING);
  stage.clock.turn();
  assert.deepEqual(
    [...deflating, other].map(({ sink }) => sink.takeTexts().length),
    [0, 1, 0, 0],
  );
});

test('[SYNC-1] an answer is compressed for who agreed, however large, and kept in order', async () => {
  const { stage, deflating, other } = await open();
  const viewer = deflating[0] as Viewer;
  const page = LONG.repeat(60);
  for (const { outlet } of [viewer, other]) {
    outlet.push(textFrame(LONG));
    await outlet.pushPage(textFrame(page));
    outlet.push(textFrame('ok'));
  }
  stage.clock.turn();
  const sizes = [viewer, other].map(({ sink }) => Buffer.concat(sink.writes).length);
  assert.ok((sizes[0] ?? 0) < (sizes[1] ?? 0) / 10);
  for (const { sink } of [viewer, other]) assert.deepEqual(sink.takeTexts(), [LONG, page, 'ok']);
});
