import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type StreamId } from '@teahouse/protocol/ids';
import type { Listener } from '../bus/bus.ts';
import { InProcessBus } from '../bus/in-process.ts';
import { Desk, LEE, MING, send } from '../testing/desk.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { SlowArchive } from '../testing/slow-archive.ts';
import { Feeds } from './feeds.ts';
import { FlushCycle } from './flush-cycle.ts';

async function setUp() {
  const desk = await Desk.open();
  const slow = new SlowArchive(desk.archive);
  const bus = new TellingBus();
  const cycle = new FlushCycle(new ManualClock());
  const feeds = new Feeds({
    archive: slow.archive,
    bus,
    cycle,
    era: 1,
    onPassing: () => {},
    onTrouble: () => assert.fail(),
  });
  const commit = async (text: string) => (await desk.commit(send(MING, text))).events;
  const say = async (text: string) => bus.publish(await commit(text));
  return { slow, feeds, bus, commit, say };
}

/** Tells heads too, as a bus between nodes does of what it cannot carry. */
class TellingBus extends InProcessBus {
  readonly #listeners = new Map<StreamId, Listener>();

  override subscribe(stream: StreamId, listener: Listener): Disposable {
    this.#listeners.set(stream, listener);
    return super.subscribe(stream, listener);
  }

  tellHead(stream: StreamId, seq: number): void {
    this.#listeners.get(stream)?.onHead(seq);
  }
}

const follower = { onOwnEvent: () => {} };

test('[R30] all who open a stream at once share one feed and one reading of its head', async () => {
  const { slow, feeds } = await setUp();
  const opened = await Promise.all([feeds.open(LOBBY), feeds.open(LOBBY), feeds.open(LOBBY)]);
  assert.equal(new Set(opened).size, 1);
  assert.equal(slow.count('head'), 1);
  assert.equal(await feeds.open(LOBBY), opened[0]);
});

test('a caller who reads the head anyway is believed', async () => {
  const { slow, feeds } = await setUp();
  const feed = await feeds.open(LOBBY, async () => ({ head: 3, id: '' }));
  assert.equal(feed.head.seq, 3);
  assert.equal(slow.count('head'), 0);
});

test('[R7] [SYNC-3] what is committed while the head is read falls into no hole', async () => {
  const { slow, feeds, say } = await setUp();
  slow.hold('head');
  const opening = feeds.open(LOBBY);
  await new Promise(setImmediate);
  await say('after the head was read, before it was told');
  slow.release();
  assert.equal((await opening).head.seq, 4);
});

test('[R7] what is published late, and was in the head already, is no event twice', async () => {
  const { feeds, say } = await setUp();
  await say('committed and in the head');
  const feed = await feeds.open(LOBBY);
  feed.take({
    stream: LOBBY,
    seq: 4,
    id: 'c4' as never,
    type: 'message',
    by: MING,
    bytes: Buffer.from('{}'),
  });
  assert.equal(feed.head.seq, 4);
  assert.equal(feed.handedOut, 4);
});

test('[BUS-1] [R10] an event that the bus cannot carry is read from the store once it tells the head', async () => {
  const { slow, feeds, bus, commit } = await setUp();
  const feed = await feeds.open(LOBBY);
  await commit('too large for the bus');
  bus.tellHead(LOBBY, 4);
  await new Promise(setImmediate);
  assert.equal(feed.head.seq, 4);
  bus.tellHead(LOBBY, 4);
  await new Promise(setImmediate);
  assert.equal(slow.count('eventsAfter'), 1, 'what is shown already is not read again');
});

test('[S11] a head that cannot be read fails for those who asked, and is read anew for the next', async () => {
  const { slow, feeds } = await setUp();
  slow.fail('head');
  const both = await Promise.allSettled([feeds.open(LOBBY), feeds.open(LOBBY)]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(feeds.count, 0);
  slow.mend();
  assert.equal((await feeds.open(LOBBY)).head.seq, 3);
});

test('[S10] a feed that nobody watches is closed after a while, and takes no more events', async () => {
  const { feeds, say } = await setUp();
  const feed = await feeds.open(LOBBY);
  for (let sweeps = 0; sweeps < 2; sweeps++) feeds.sweep();
  assert.equal(feeds.count, 1, 'those who come back soon find its ring');
  feeds.sweep();
  assert.equal(feeds.count, 0);
  await say('unheard');
  assert.equal(feed.head.seq, 3);
  assert.equal((await feeds.open(LOBBY)).head.seq, 4);
});

test('a feed that is watched, followed, or asked for again stays', async () => {
  const { feeds } = await setUp();
  const own = await feeds.open(LEE);
  own.follow(follower);
  await feeds.open(LOBBY);
  for (let sweeps = 0; sweeps < 6; sweeps++) {
    feeds.sweep();
    if (sweeps % 2 === 0) await feeds.open(LOBBY);
  }
  assert.equal(feeds.count, 2);
  own.unfollow(follower);
  for (let sweeps = 0; sweeps < 3; sweeps++) feeds.sweep();
  assert.equal(feeds.count, 0);
});
