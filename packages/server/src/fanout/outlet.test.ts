import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../testing/manual-clock.ts';
import { ManualSink } from '../testing/manual-sink.ts';
import { FlushCycle } from './flush-cycle.ts';
import { frame, textFrame } from './frames.ts';
import { OUTLET_BYTES_MAX, Outlet, type Source } from './outlet.ts';

const LOBBY: Source = { stream: 'lobby' };
const OTHER: Source = { stream: 'r_other' };
/** A quarter of what may wait. */
const LARGE = frame('binary', Buffer.alloc(OUTLET_BYTES_MAX / 4));

function setUp() {
  const clock = new ManualClock();
  const sink = new ManualSink();
  const seen: { recovered: Map<string, number>[]; drained: number } = { recovered: [], drained: 0 };
  const outlet = new Outlet({
    sink,
    outbound: new FlushCycle(clock),
    takesDeflated: false,
    monotonicMs: () => clock.monotonicMs(),
    onRecovered: (missing) => {
      seen.recovered.push(new Map([...missing].map(([{ stream }, seq]) => [stream, seq])));
    },
    onDrained: () => seen.drained++,
  });
  const live = (seq: number, source = LOBBY) => outlet.pushLive(textFrame(`${seq}`), source, seq);
  const block = () => {
    sink.isFull = true;
    outlet.push(textFrame('full'));
    clock.turn();
    sink.take();
  };
  return { clock, sink, outlet, seen, live, block };
}

test('[FAN-1] what is pushed in a tick leaves in one write, in order', () => {
  const { clock, sink, outlet, live } = setUp();
  outlet.push(textFrame('answer'));
  live(1);
  outlet.pushPassing(textFrame('typing'));
  live(2);
  clock.turn();
  assert.equal(sink.writes.length, 1);
  assert.deepEqual(sink.takeTexts(), ['answer', '1', 'typing', '2']);
});

test('a flush without anything to send writes nothing', () => {
  const { sink, outlet } = setUp();
  outlet.flush();
  assert.equal(sink.writes.length, 0);
});

test('[FAN-1] while a socket is full nothing is written to it, and what waits follows in order', () => {
  const { clock, sink, outlet, seen, live, block } = setUp();
  block();
  live(1);
  outlet.push(textFrame('answer'));
  clock.turn();
  assert.equal(sink.writes.length, 0);
  sink.drain();
  assert.deepEqual(sink.takeTexts(), ['1', 'answer']);
  assert.deepEqual(seen, { recovered: [], drained: 1 });
});

test('what is only worth sending now is dropped while a socket is full', () => {
  const { sink, outlet, block } = setUp();
  block();
  outlet.pushPassing(textFrame('typing'));
  sink.drain();
  assert.deepEqual(sink.takeTexts(), []);
});

test('[FAN-1] beyond the budget live events are dropped and answers are kept', () => {
  const { sink, outlet, live, block } = setUp();
  block();
  live(1);
  outlet.push(textFrame('answer'));
  for (let seq = 2; seq <= 5; seq++) outlet.pushLive(LARGE, LOBBY, seq);
  live(6);
  outlet.push(textFrame('another'));
  sink.drain();
  assert.deepEqual(sink.takeTexts(), ['answer', 'another']);
});

test('[FAN-1] of each stream the first seq that was dropped is told', () => {
  const { sink, outlet, seen, live, block } = setUp();
  block();
  live(7);
  live(8);
  live(3, OTHER);
  for (let seq = 9; seq <= 12; seq++) outlet.pushLive(LARGE, LOBBY, seq);
  live(4, OTHER);
  outlet.pushLive(textFrame('1'), { stream: 'r_late' }, 1);
  sink.drain();
  assert.deepEqual(seen.recovered, [
    new Map([
      ['lobby', 7],
      ['r_other', 3],
      ['r_late', 1],
    ]),
  ]);
});

test('[FAN-1] answers that wait are written before the client is caught up', () => {
  const order: string[] = [];
  const { clock } = setUp();
  const sink = new ManualSink();
  const outlet = new Outlet({
    sink,
    outbound: new FlushCycle(clock),
    takesDeflated: false,
    monotonicMs: () => clock.monotonicMs(),
    onRecovered: () => order.push('recovered', ...sink.takeTexts()),
    onDrained: () => order.push('drained'),
  });
  sink.isFull = true;
  outlet.push(textFrame('full'));
  clock.turn();
  sink.take();
  for (let seq = 1; seq <= 5; seq++) outlet.pushLive(LARGE, LOBBY, seq);
  outlet.push(textFrame('answer'));
  sink.drain();
  assert.deepEqual(order, ['recovered', 'answer', 'drained']);
});

test('[FAN-1] a socket that is full again after its answers is not said to be drained', () => {
  const { sink, outlet, seen, block } = setUp();
  block();
  outlet.push(textFrame('answer'));
  sink.write = () => false;
  sink.drain();
  assert.equal(seen.drained, 0);
  assert.equal(outlet.isFlowing, false);
});

test('[FAN-1] since when a socket takes nothing is told from the first full write', () => {
  const { clock, sink, outlet, block } = setUp();
  assert.equal(outlet.stuckSinceMs, null);
  clock.advance(5);
  block();
  clock.advance(10);
  assert.equal(outlet.stuckSinceMs, 5);
  for (let seq = 1; seq <= 5; seq++) outlet.pushLive(LARGE, LOBBY, seq);
  assert.equal(outlet.stuckSinceMs, 5);
  sink.drain();
  assert.equal(outlet.stuckSinceMs, null);
});

test('[LOG-5] a stream that was left is not caught up: what waits of it is kept, what was dropped is gone', () => {
  const { sink, outlet, seen, live, block } = setUp();
  block();
  live(7);
  live(3, OTHER);
  outlet.forget(LOBBY);
  for (let seq = 4; seq <= 8; seq++) outlet.pushLive(LARGE, OTHER, seq);
  live(20);
  live(21);
  outlet.forget(LOBBY);
  live(30);
  sink.drain();
  assert.deepEqual(sink.takeTexts(), ['7']);
  assert.deepEqual(seen.recovered, [
    new Map([
      ['r_other', 3],
      ['lobby', 30],
    ]),
  ]);
});

test('nothing is written after the end', () => {
  const { clock, sink, outlet, live } = setUp();
  live(1);
  outlet.close();
  live(2);
  outlet.push(textFrame('answer'));
  outlet.flush();
  clock.turn();
  assert.equal(sink.writes.length, 0);
});

test('a socket that drains after the end moves nothing', () => {
  const { sink, outlet, seen, live, block } = setUp();
  block();
  live(1);
  outlet.close();
  sink.drain();
  assert.equal(sink.writes.length, 0);
  assert.deepEqual(seen, { recovered: [], drained: 0 });
});
