import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, RoomEvent } from '@teahouse/protocol/events';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import { LOADED_EVENTS_MAX, Timeline, WINDOW_EVENTS } from './timeline.ts';

const by = 'u_aaaaaaaaaaaaaaaa' as UserId;

/** Every third event is a notice. */
function eventAt(seq: number): RoomEvent {
  const fields = { room: LOBBY, seq, n: seq - Math.floor(seq / 3), id: `c_${seq}` as CommandId, by, at: seq };
  return seq % 3 === 0
    ? { ...fields, type: 'joined', members: 1 }
    : { ...fields, type: 'message', text: `${seq}` };
}

function messagesBefore(seq: number, limit: number): { messages: Message[]; more: boolean } {
  const all = Array.from({ length: seq - 1 }, (_, index) => eventAt(index + 1));
  const messages = all.filter((event) => event.type === 'message');
  return { messages: messages.slice(-limit), more: messages.length > limit };
}

function filledTo(seq: number): Timeline {
  const timeline = new Timeline({ from: 1, hasOlder: false });
  for (let next = 1; next <= seq; next++) timeline.push(eventAt(next));
  return timeline;
}

test('the window keeps the newest events, and says that there are older ones', () => {
  const timeline = filledTo(WINDOW_EVENTS + 7);
  assert.equal(timeline.events.length, WINDOW_EVENTS);
  assert.equal(timeline.events.at(-1)?.seq, WINDOW_EVENTS + 7);
  assert.equal(timeline.from, 8);
  assert.equal(timeline.hasOlder, true);
});

test('whatever comes and is loaded, in whatever order, no message from `from` on is missing or doubled', () => {
  const step = fc.oneof(
    fc.nat(300).map((count) => ({ step: 'push' as const, count })),
    fc.nat(100).map((limit) => ({ step: 'load' as const, limit: limit + 1 })),
    fc.constant({ step: 'forget' as const }),
  );
  fc.assert(
    fc.property(fc.nat(700), fc.array(step, { maxLength: 30 }), (head, steps) => {
      const timeline = new Timeline({ from: head + 1, hasOlder: head > 0 });
      let seq = head;
      for (const taken of steps) {
        if (taken.step === 'push') for (let n = 0; n < taken.count; n++) timeline.push(eventAt(++seq));
        else if (taken.step === 'load')
          timeline.prepend(timeline.from, messagesBefore(timeline.from, taken.limit));
        else timeline.forgetOlder();
      }
      const expected = messagesBefore(seq + 1, seq).messages.filter(
        (message) => message.seq >= timeline.from,
      );
      assert.deepEqual(timeline.messages, expected);
      assert.equal(
        timeline.hasOlder,
        timeline.from > 1 && messagesBefore(timeline.from, 1).messages.length > 0,
      );
    }),
    { numRuns: 60 },
  );
});

test('a page that was asked for before the window moved is refused', () => {
  const timeline = filledTo(WINDOW_EVENTS + 1);
  const { from } = timeline;
  const page = messagesBefore(from, 50);
  timeline.push(eventAt(WINDOW_EVENTS + 2));
  timeline.prepend(from, page);
  assert.equal(timeline.events.length, WINDOW_EVENTS);
});

test('who has loaded the past does not lose it to the next message, and can let it go', () => {
  const timeline = filledTo(2 * WINDOW_EVENTS);
  timeline.prepend(timeline.from, messagesBefore(timeline.from, 100));
  const oldest = timeline.events[0];
  timeline.push(eventAt(2 * WINDOW_EVENTS + 1));
  assert.equal(timeline.events[0], oldest);
  timeline.forgetOlder();
  assert.equal(timeline.events.length, WINDOW_EVENTS);
});

test('going back ends at a limit, and nothing grows beyond it and a window', () => {
  const start = 3 * LOADED_EVENTS_MAX;
  const timeline = new Timeline({ from: start, hasOlder: true });
  while (timeline.hasOlder) {
    const { from } = timeline;
    const messages = Array.from({ length: 100 }, (_, index) => ({
      ...(eventAt(1) as Message),
      seq: from - 100 + index,
    }));
    timeline.prepend(from, { messages, more: true });
  }
  for (let seq = start; seq < start + 2_000; seq++) timeline.push(eventAt(seq));
  assert.ok(timeline.events.length <= LOADED_EVENTS_MAX + WINDOW_EVENTS);
});

test('what is shown is the same array until something changes', () => {
  const timeline = filledTo(3);
  assert.equal(timeline.events, timeline.events);
  assert.equal(timeline.messages, timeline.messages);
  const before = timeline.messages;
  timeline.push(eventAt(4));
  assert.notEqual(timeline.messages, before);
  assert.equal(before.length, 2);
});
