import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type StreamId, type UserId } from '@teahouse/protocol/ids';
import { InProcessBus } from '../bus/in-process.ts';
import { Desk, MING, send } from '../testing/desk.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { SlowArchive } from '../testing/slow-archive.ts';
import { Feeds } from './feeds.ts';
import { FlushCycle } from './flush-cycle.ts';
import { HeadsWatch, LOOK_EVERY_MS, REPAIRS_AT_ONCE_MAX, STALE_AFTER_MS } from './heads-watch.ts';

/** A node whose bus brings nothing at all. */
async function setUp() {
  const desk = await Desk.open();
  const slow = new SlowArchive(desk.archive);
  const { archive } = slow;
  const clock = new ManualClock();
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown) => troubles.push(error);
  const bus = new InProcessBus();
  const feeds = new Feeds({
    archive,
    bus,
    cycle: new FlushCycle(clock),
    era: 1,
    onPassing: () => {},
    onTrouble,
  });
  const watch = new HeadsWatch({ archive, feeds: () => feeds.begun, clock, random: () => 0, onTrouble });
  const pass = async (durationMs: number) => {
    clock.advance(durationMs);
    for (let turns = 0; turns < 10; turns++) await new Promise(setImmediate);
  };
  const say = () => desk.commit(send(MING, 'said elsewhere'));
  return { slow, clock, troubles, feeds, watch, pass, say };
}

test('[BUS-1] [R1] [R10] a last event that the bus lost is shown after the next look, without any further traffic', async () => {
  const { feeds, pass, say } = await setUp();
  const feed = await feeds.open(LOBBY);
  await say();
  await pass(LOOK_EVERY_MS - 1);
  assert.equal(feed.head.seq, 3);
  await pass(1);
  assert.equal(feed.head.seq, 4);
  await say();
  await say();
  await pass(LOOK_EVERY_MS);
  assert.equal(feed.head.seq, 6, 'and after the one after');
});

test('what is not behind is not read, and all streams are asked for at once', async () => {
  const { slow, feeds, pass } = await setUp();
  await feeds.open(LOBBY);
  await feeds.open(MING);
  await pass(LOOK_EVERY_MS);
  assert.equal(slow.count('heads'), 1);
  assert.equal(slow.count('eventsAfter'), 0);
});

test('[R15] a node that could not look for a while is stale until it can', async () => {
  const { slow, clock, troubles, watch, pass } = await setUp();
  await pass(LOOK_EVERY_MS);
  assert.equal(watch.asOfMs, clock.monotonicMs());
  slow.fail('heads');
  for (let looks = 0; looks < STALE_AFTER_MS / LOOK_EVERY_MS; looks++) await pass(LOOK_EVERY_MS);
  assert.equal(watch.isStale, false);
  await pass(LOOK_EVERY_MS);
  assert.equal(watch.isStale, true);
  assert.equal(troubles.length, 6, 'each time it is told');
  slow.mend();
  await pass(LOOK_EVERY_MS);
  assert.equal(watch.isStale, false);
});

test('[R15] a node that was frozen is stale the moment it wakes', async () => {
  const { clock, watch, pass } = await setUp();
  await pass(LOOK_EVERY_MS);
  clock.spend(30_000);
  assert.equal(watch.isStale, true);
  await pass(LOOK_EVERY_MS);
  assert.equal(watch.isStale, false);
});

test('[R15] an answer that comes late tells how things were when it was asked for', async () => {
  const { slow, clock, watch, pass } = await setUp();
  slow.hold('heads');
  await pass(LOOK_EVERY_MS);
  const askedMs = clock.monotonicMs();
  await pass(STALE_AFTER_MS + 1);
  assert.equal(slow.count('heads'), 1, 'a store that does not answer is not asked again');
  slow.release();
  await pass(0);
  assert.equal(watch.asOfMs, askedMs);
  assert.equal(watch.isStale, true);
});

test('[R15] [R30] a node that takes long to catch up goes on looking meanwhile, and is not stale', async () => {
  const { slow, clock, feeds, watch, pass, say } = await setUp();
  const feed = await feeds.open(LOBBY);
  await say();
  slow.hold('eventsAfter');
  for (let looks = 0; looks < 10; looks++) await pass(LOOK_EVERY_MS);
  assert.equal(watch.asOfMs, clock.monotonicMs());
  assert.equal(slow.count('eventsAfter'), 1, 'what is being read is not read twice');
  slow.release();
  await pass(0);
  assert.equal(feed.head.seq, 4);
});

test('[S11] feeds that cannot be caught up harm no other, and are tried again', async () => {
  const clock = new ManualClock();
  const troubles: unknown[] = [];
  const asked: StreamId[] = [];
  const feeds = feedsBehind(3 * REPAIRS_AT_ONCE_MAX, async (stream) => {
    asked.push(stream);
    throw new Error('it cannot be read');
  });
  const onTrouble = (error: unknown) => troubles.push(error);
  using watch = new HeadsWatch({ archive: SECOND, feeds: () => feeds, clock, random: () => 0, onTrouble });
  for (let looks = 0; looks < 2; looks++) {
    clock.advance(LOOK_EVERY_MS);
    for (let turns = 0; turns < 10; turns++) await new Promise(setImmediate);
  }
  const names = feeds.map(({ stream }) => stream);
  assert.deepEqual(asked, [...names, ...names]);
  assert.equal(troubles.length, asked.length);
  assert.equal(watch.asOfMs, clock.monotonicMs(), 'the store answers');
});

test('[S11] a feed whose head is not read yet stops no look', async () => {
  const { slow, feeds, clock, watch, pass, say } = await setUp();
  slow.hold('head');
  const opening = feeds.open(LOBBY);
  await say();
  for (let looks = 0; looks < 10; looks++) await pass(LOOK_EVERY_MS);
  assert.equal(watch.asOfMs, clock.monotonicMs());
  slow.release();
  const feed = await opening;
  await pass(LOOK_EVERY_MS);
  assert.equal(feed.head.seq, 4, 'what came since is found');
});

test('[R30] after a long silence of the bus few feeds are caught up at once, and in the end all', async () => {
  const clock = new ManualClock();
  let [now, most, caughtUp] = [0, 0, 0];
  const finish: (() => void)[] = [];
  const feeds = feedsBehind(100, async () => {
    most = Math.max(most, ++now);
    await new Promise<void>((resolve) => finish.push(resolve));
    now--;
    caughtUp++;
  });
  using _ = new HeadsWatch({
    archive: SECOND,
    feeds: () => feeds,
    clock,
    random: () => 0,
    onTrouble: throwing,
  });
  clock.advance(LOOK_EVERY_MS);
  while (caughtUp < feeds.length) {
    await new Promise(setImmediate);
    for (const resolve of finish.splice(0)) resolve();
  }
  assert.equal(most, REPAIRS_AT_ONCE_MAX);
});

test('looks are spread by chance, and end when the watch does, even during one', async () => {
  const { slow, clock, watch, pass } = await setUp();
  const archive = slow.archive;
  const early = { archive, feeds: () => [], clock, random: () => 1, onTrouble: throwing };
  const other = new HeadsWatch(early);
  await pass(LOOK_EVERY_MS * 0.8);
  assert.equal(slow.count('heads'), 1);
  other[Symbol.dispose]();
  slow.hold('heads');
  await pass(LOOK_EVERY_MS);
  watch[Symbol.dispose]();
  slow.release();
  await pass(10 * LOOK_EVERY_MS);
  assert.equal(slow.count('heads'), 2);
  assert.equal(clock.pending, 0);
});

/** A store in which every stream has two events. */
const SECOND = { heads: async (streams: readonly StreamId[]) => new Map(streams.map((one) => [one, 2])) };

/** Feeds that have come to their first event. */
function feedsBehind(count: number, catchUp: (stream: StreamId) => Promise<void>) {
  return Array.from({ length: count }, (_, index) => {
    const stream = `u_${index}` as UserId;
    const head = { seq: 1, id: '' } as const;
    return { stream, head, noticeHead: () => catchUp(stream) };
  });
}

function throwing(error: unknown): never {
  throw error;
}
