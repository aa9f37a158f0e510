import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StreamEvent } from '@teahouse/protocol/events';
import { type CommandId, type Epoch, LOBBY, type UserId } from '@teahouse/protocol/ids';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import fc from 'fast-check';
import { ChatError } from './chat-error.ts';
import { HELD_EVENTS_MAX, Stream, type StreamCopy } from './stream.ts';
import { settle } from './testing/manual-clock.ts';

const epoch = 'store-1' as Epoch;

function eventAt(seq: number): StreamEvent {
  const id = `c_${seq}` as CommandId;
  return {
    type: 'message',
    room: LOBBY,
    seq,
    n: seq,
    id,
    by: 'u_aaaaaaaaaaaaaaaa' as UserId,
    at: seq,
    text: '茶',
  };
}

/** A copy that insists on what every copy relies on: the next event, and nothing else. */
class StrictCopy implements StreamCopy {
  seq = 0;
  head = 0;
  apply(event: StreamEvent): void {
    assert.equal(event.seq, this.seq + 1, 'events are applied once and in order');
    this.seq = event.seq;
  }
  expect(head: number): void {
    this.head = Math.max(this.head, head);
  }
}

/** A log of `length` events whose pages come when they are let through. */
class Source {
  length: number;
  readonly asked: number[] = [];
  readonly #waiting: (() => void)[] = [];
  subscriptions = 0;

  constructor(length: number) {
    this.length = length;
  }

  async eventsAfter(after: number): Promise<ServerFrame<'events'>> {
    this.asked.push(after);
    const head = this.length;
    const last = Math.min(head, after + 5);
    const events = Array.from({ length: Math.max(0, last - after) }, (_, index) =>
      eventAt(after + index + 1),
    );
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return { type: 'events', id: 'c_1' as CommandId, room: LOBBY, epoch, events, head };
  }

  async subscribe(): Promise<void> {
    this.subscriptions++;
  }

  async letThrough(): Promise<void> {
    this.#waiting.shift()?.();
    await settle();
  }

  async letAllThrough(): Promise<void> {
    while (this.#waiting.length > 0) await this.letThrough();
  }
}

function follow(length: number) {
  const copy = new StrictCopy();
  const source = new Source(length);
  return { copy, source, stream: new Stream(copy, epoch, source) };
}

test('[SYNC-3] repeated, lost and reordered frames never change a copy, and what is missing is fetched', async () => {
  const length = 40;
  const frames = fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 1, max: length }).map((seq) => ({ arrives: seq })) },
      { weight: 2, arbitrary: fc.constant({ arrives: 0 }) },
    ),
    { maxLength: 120 },
  );
  await fc.assert(
    fc.asyncProperty(frames, async (arriving) => {
      const { copy, source, stream } = follow(length);
      for (const { arrives } of arriving) {
        if (arrives === 0) await source.letThrough();
        else stream.receive(eventAt(arrives));
      }
      stream.reach(length);
      await source.letAllThrough();
      assert.equal(copy.seq, length);
    }),
    { numRuns: 300 },
  );
});

test('a busy room is caught up with: events that come while others are fetched are kept, not asked for', async () => {
  const { copy, source, stream } = follow(3);
  stream.receive(eventAt(3));
  for (let seq = 4; seq <= 20; seq++) stream.receive(eventAt(seq));
  await source.letThrough();
  assert.equal(copy.seq, 20);
  assert.deepEqual(source.asked, [0]);
});

test('[S10] events kept aside have a limit; those beyond it are fetched', async () => {
  const length = HELD_EVENTS_MAX + 100;
  const { copy, source, stream } = follow(length);
  for (let seq = 2; seq <= length; seq++) stream.receive(eventAt(seq));
  await source.letAllThrough();
  assert.equal(copy.seq, length);
  assert.ok(source.asked.includes(HELD_EVENTS_MAX + 1));
});

test('behind: pages are fetched up to the head of the last one, then the stream is subscribed to once', async () => {
  const { copy, source, stream } = follow(12);
  stream.catchUp(12);
  source.length = 23;
  await source.letAllThrough();
  assert.equal(copy.seq, 23);
  assert.equal(source.subscriptions, 1);
});

test('behind again while subscribing: it goes on fetching', async () => {
  const { copy, source, stream } = follow(5);
  stream.catchUp(5);
  await source.letAllThrough();
  source.length = 9;
  stream.catchUp(9);
  await source.letAllThrough();
  assert.deepEqual([copy.seq, source.subscriptions], [9, 2]);
});

test('a head that the log does not know is asked about once, not for ever', async () => {
  const { copy, source, stream } = follow(4);
  stream.reach(1_000_000);
  await source.letAllThrough();
  assert.equal(copy.seq, 4);
  assert.deepEqual(source.asked, [0, 4]);
});

test('[R7] a page that arrives after the connection ended changes nothing', async () => {
  const { copy, source, stream } = follow(4);
  stream.reach(4);
  stream[Symbol.dispose]();
  await source.letAllThrough();
  stream.receive(eventAt(1));
  assert.equal(copy.seq, 0);
});

test('after a refused question the next hole asks again', async () => {
  const copy = new StrictCopy();
  let asked = 0;
  const stream = new Stream(copy, epoch, {
    eventsAfter: async () => {
      asked++;
      throw new ChatError('not_a_member');
    },
    subscribe: async () => {},
  });
  stream.receive(eventAt(2));
  await settle();
  stream.receive(eventAt(3));
  await settle();
  assert.equal(asked, 2);
});
