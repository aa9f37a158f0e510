import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LEE, MING } from '../testing/desk.ts';
import { FeedStage, type Viewer } from '../testing/feed-stage.ts';
import type { Encoding } from './encodings.ts';

/** What may happen next: on the bus, which brings the event that is due, the last one or an earlier one, and around it. */
type Step =
  | { readonly does: 'commit'; readonly count: number }
  | { readonly does: 'hand over'; readonly back: number }
  | { readonly does: 'attach'; readonly back: number; readonly encoding: Encoding }
  | { readonly does: 'next' | 'detach' | 'answer' | 'turn' | 'fail' | 'mend' | 'load ring' };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('commit' as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('hand over' as const), back: fc.nat({ max: 6 }) }) },
  { weight: 8, arbitrary: fc.record({ does: fc.constant('next' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('attach' as const),
      back: fc.nat({ max: 4 }),
      encoding: fc.constantFrom('json' as const, 'deflated' as const, 'plain' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'detach' as const,
        'answer' as const,
        'turn' as const,
        'fail' as const,
        'mend' as const,
        'load ring' as const,
      ),
    }),
  },
);

interface Watching {
  readonly viewer: Viewer;
  readonly after: number;
  /** The last seq to be shown, once it was detached. */
  until: number | null;
}

class Play {
  readonly stage: FeedStage;
  readonly events: Awaited<ReturnType<FeedStage['messages']>> = [];
  readonly watching: Watching[] = [];

  constructor(stage: FeedStage) {
    this.stage = stage;
  }

  async take(step: Step): Promise<void> {
    const { stage, events, watching } = this;
    if (step.does === 'commit') events.push(...(await stage.messages(step.count)));
    if (step.does === 'hand over') stage.take(events[events.length - 1 - step.back]);
    if (step.does === 'next') stage.take(events.find(({ seq }) => seq === stage.feed.head.seq + 1));
    if (step.does === 'attach') this.#attach(step.back, step.encoding);
    if (step.does === 'detach') {
      const last = watching.findLast(({ until }) => until === null);
      if (last) last.until = stage.feed.head.seq;
      if (last) stage.feed.detach(last.viewer);
    }
    if (step.does === 'answer') stage.slow.releaseOne();
    if (step.does === 'fail') stage.slow.fail('eventsAfter');
    if (step.does === 'mend') stage.slow.mend();
    if (step.does === 'load ring')
      stage.feed.loadRing(Math.max(1, stage.feed.head.seq - 7)).catch(assert.fail);
    if (step.does === 'turn') {
      await new Promise(setImmediate);
      stage.clock.turn();
    }
  }

  /** At last the bus brings the newest event, the store answers, and everything goes out. */
  async end(): Promise<void> {
    const { stage, events } = this;
    stage.slow.mend();
    stage.slow.release();
    await stage.settle();
    await stage.feed.noticeHead(events.at(-1)?.seq ?? 0);
    await stage.settle();
  }

  #attach(back: number, encoding: Encoding): void {
    const viewer = this.stage.viewer(encoding === 'plain' ? LEE : MING, encoding);
    const after = Math.max(0, this.stage.feed.head.seq - back);
    if (this.stage.feed.attach(viewer, after)) this.watching.push({ viewer, after, until: null });
  }
}

test('[SYNC-3] [BUS-1] [R8] whatever the bus and the store do, everyone is shown exactly the later events, in order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 60, size: 'max' }), async (script) => {
      const play = new Play(await FeedStage.open());
      play.stage.slow.hold('eventsAfter');
      for (const step of script) await play.take(step);
      await play.end();
      const head = play.events.at(-1)?.seq ?? 3;
      assert.equal(play.stage.feed.head.seq, head);
      for (const { viewer, after, until } of play.watching) {
        const texts = viewer.sink.takeTexts();
        const messages = play.events.filter(({ seq }) => seq > after && seq <= (until ?? head));
        const expected = messages.map(({ bytes }) => Buffer.from(bytes).toString());
        if (viewer.encoding !== 'plain')
          assert.deepEqual(
            texts.filter((text) => text.includes('"message"')),
            expected,
          );
        else
          assert.deepEqual(
            texts,
            expected.map((text) => `小明：${JSON.parse(text).text}`),
          );
      }
    }),
    { numRuns: 300 },
  );
});
