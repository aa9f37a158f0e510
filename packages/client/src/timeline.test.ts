import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, RoomEvent } from '@teahouse/protocol/events';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import { SHOWN_EVENTS_MAX, Timeline, WINDOW_EVENTS } from './timeline.ts';

const by = 'u_aaaaaaaaaaaaaaaa' as UserId;

/** Every third event is a notice. */
function eventAt(seq: number): RoomEvent {
  const fields = { room: LOBBY, seq, n: seq - Math.floor(seq / 3), id: `c_${seq}` as CommandId, by, at: seq };
  return seq % 3 === 0
    ? { ...fields, type: 'joined', members: 1 }
    : { ...fields, type: 'message', text: `${seq}` };
}

/** The messages from one seq to another, both included. */
function messagesIn(from: number, to: number): Message[] {
  const seqs = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  return seqs.map(eventAt).filter((event) => event.type === 'message');
}

function messagesBefore(seq: number, limit: number) {
  const messages = messagesIn(1, seq - 1);
  return { messages: messages.slice(-limit), more: messages.length > limit };
}

function messagesAfter(seq: number, { limit, head }: { limit: number; head: number }) {
  const messages = messagesIn(seq + 1, head);
  return { messages: messages.slice(0, limit), more: messages.length > limit, head };
}

/** A timeline with the log it belongs to, and pages that were asked for and have not come. */
class Reading {
  readonly timeline: Timeline;
  /** The last event of the log, and the last that has come here. */
  #head: number;
  #arrived: number;
  readonly #late: (() => void)[] = [];

  constructor(head: number) {
    this.#head = head;
    this.#arrived = head;
    this.timeline = new Timeline({ from: head + 1, hasOlder: head > 0 });
  }

  say(count: number): void {
    this.#head += count;
  }

  /** Live events come, in their order. */
  arrive(count: number): void {
    const until = Math.min(this.#head, this.#arrived + count);
    while (this.#arrived < until) this.timeline.push(eventAt(++this.#arrived));
  }

  askOlder(limit: number): void {
    const { from, hasOlder } = this.timeline.shown;
    const page = messagesBefore(from, limit);
    if (hasOlder) this.#late.push(() => this.timeline.prepend(from, page));
  }

  askNewer(limit: number): void {
    if (!this.timeline.hasNewer || this.timeline.stepOn()) return;
    const { to } = this.timeline.shown;
    const page = messagesAfter(to, { limit, head: this.#head });
    this.#late.push(() => this.timeline.append(to, page));
  }

  askAround(part: number, limit: number): void {
    const seq = Math.ceil(part * this.#arrived);
    if (this.timeline.turnTo(seq)) return;
    const newer = messagesAfter(seq, { limit, head: this.#head });
    this.#late.push(() => this.timeline.open(seq, messagesBefore(seq + 1, limit), newer));
  }

  /** One of the pages comes, not always the first that was asked for. */
  deliver(part: number): void {
    this.#late.splice(Math.floor(part * this.#late.length), 1)[0]?.();
  }

  check(): void {
    const { shown, newest, messages, hasNewer } = this.timeline;
    assert.deepEqual(messages, messagesIn(shown.from, shown.to));
    assert.deepEqual(
      messages,
      shown.events.filter(({ type }) => type === 'message'),
    );
    assert.deepEqual(
      newest.events.filter(({ type }) => type === 'message'),
      messagesIn(newest.from, this.#arrived),
    );
    assert.equal(shown.hasOlder, messagesIn(1, shown.from - 1).length > 0);
    assert.equal(hasNewer, shown.to < this.#arrived);
    assert.ok(shown.events.length <= SHOWN_EVENTS_MAX && newest.events.length <= WINDOW_EVENTS);
    const seqs = shown.events.map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      [...new Set(seqs)].sort((one, other) => one - other),
    );
  }
}

const limit = fc.integer({ min: 1, max: 100 });
const part = fc.nat(999).map((thousandths) => thousandths / 1_000);
const step: fc.Arbitrary<(reading: Reading) => void> = fc.oneof(
  fc.nat(350).map((count) => (reading: Reading) => reading.say(count)),
  fc.nat(400).map((count) => (reading: Reading) => reading.arrive(count)),
  limit.map((most) => (reading: Reading) => reading.askOlder(most)),
  limit.map((most) => (reading: Reading) => reading.askNewer(most)),
  fc.tuple(part, limit).map(
    ([at, most]) =>
      (reading: Reading) =>
        reading.askAround(at, most),
  ),
  { weight: 4, arbitrary: part.map((at) => (reading: Reading) => reading.deliver(at)) },
  fc.constant((reading: Reading) => reading.timeline.hold()),
  fc.constant((reading: Reading) => reading.timeline.backToNewest()),
);

test('whatever is said, loaded, jumped to and let go, what is shown is a whole piece of the log', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.array(step, { maxLength: 40, size: 'max' }), (head, steps) => {
      const reading = new Reading(head);
      for (const taken of steps) {
        taken(reading);
        reading.check();
      }
    }),
    { numRuns: 100 },
  );
});

test('whoever reads on from anywhere comes to the newest, with every message passed on the way', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), part, fc.nat(400), (head, at, said) => {
      const reading = new Reading(head);
      const seq = Math.max(1, Math.ceil(at * head));
      reading.askAround(at, 50);
      reading.deliver(0);
      reading.say(said);
      reading.arrive(said);
      let passed = seq - 1;
      while (reading.timeline.hasNewer) {
        const { shown } = reading.timeline;
        assert.ok(shown.from <= passed + 1);
        passed = Math.max(passed, shown.to);
        reading.askNewer(50);
        reading.deliver(0);
        reading.check();
      }
      assert.ok(reading.timeline.shown.from <= passed + 1);
      assert.equal(reading.timeline.shown.to, head + said);
    }),
    { numRuns: 60 },
  );
});

function filledTo(seq: number): Timeline {
  const reading = new Reading(0);
  reading.say(seq);
  reading.arrive(seq);
  return reading.timeline;
}

test('the newest window keeps the newest events, and says that there are older ones', () => {
  const { shown } = filledTo(WINDOW_EVENTS + 7);
  assert.equal(shown.events.length, WINDOW_EVENTS);
  assert.deepEqual([shown.from, shown.to, shown.hasOlder], [8, WINDOW_EVENTS + 7, true]);
});

test('a page that was asked for before the window moved is refused', () => {
  const timeline = filledTo(WINDOW_EVENTS + 1);
  const { from } = timeline.shown;
  timeline.push(eventAt(WINDOW_EVENTS + 2));
  timeline.prepend(from, messagesBefore(from, 50));
  assert.equal(timeline.shown.events.length, WINDOW_EVENTS);
});

test('whoever is not at the newest keeps what they look at, whatever is said', () => {
  const timeline = filledTo(2 * WINDOW_EVENTS);
  timeline.hold();
  const oldest = timeline.shown.events[0];
  for (let seq = 2 * WINDOW_EVENTS + 1; seq <= 4 * WINDOW_EVENTS; seq++) timeline.push(eventAt(seq));
  assert.equal(timeline.shown.events[0], oldest);
  assert.equal(timeline.hasNewer, true);
  timeline.backToNewest();
  assert.equal(timeline.shown.to, 4 * WINDOW_EVENTS);
  assert.equal(timeline.shown.events.length, WINDOW_EVENTS);
});

test('what was loaded in front of the newest stays with it as far as there is place', () => {
  const reading = new Reading(60);
  reading.askOlder(20);
  reading.deliver(0);
  reading.timeline.hold();
  reading.askOlder(20);
  reading.deliver(0);
  const { from } = reading.timeline.shown;
  reading.timeline.backToNewest();
  assert.equal(reading.timeline.shown.from, from);
});

test('what is shown is the same until something changes', () => {
  const timeline = filledTo(3);
  const { shown, messages } = timeline;
  assert.equal(timeline.shown, shown);
  assert.equal(timeline.messages, messages);
  timeline.hold();
  assert.equal(timeline.messages, messages);
  timeline.push(eventAt(4));
  assert.notEqual(timeline.messages, messages);
  assert.equal(messages.length, 2);
});
