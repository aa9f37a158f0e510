import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../testing/manual-clock.ts';
import { ManualSink } from '../testing/manual-sink.ts';
import { FlushCycle, PAUSE_SHARE } from './flush-cycle.ts';
import { textFrame } from './frames.ts';
import { Outlet } from './outlet.ts';

function setUp() {
  const clock = new ManualClock();
  const cycle = new FlushCycle(clock);
  const outlet = (sink: ManualSink) =>
    new Outlet({
      sink,
      outbound: cycle,
      takesDeflated: false,
      monotonicMs: () => clock.monotonicMs(),
      onRecovered: () => {},
      onDrained: () => {},
    });
  return { clock, cycle, outlet };
}

test('a quiet server flushes in the same turn', () => {
  const { clock, outlet } = setUp();
  const sink = new ManualSink();
  outlet(sink).push(textFrame('a'));
  assert.equal(sink.writes.length, 0);
  clock.turn();
  assert.deepEqual(sink.takeTexts(), ['a']);
});

test('feeds hand over before outlets write, so that a tick is one write', () => {
  const { clock, cycle, outlet } = setUp();
  const sink = new ManualSink();
  const out = outlet(sink);
  out.push(textFrame('answer'));
  cycle.enlistFeed({ flush: () => out.pushLive(textFrame('event'), { stream: 'lobby' }, 1) });
  clock.turn();
  assert.equal(sink.writes.length, 1);
  assert.deepEqual(sink.takeTexts(), ['answer', 'event']);
});

test('after a long flush the next one waits half as long, and gathers meanwhile', () => {
  const { clock, cycle, outlet } = setUp();
  const sink = new ManualSink();
  const out = outlet(sink);
  cycle.enlistFeed({ flush: () => clock.spend(20) });
  clock.turn();
  for (const text of ['a', 'b', 'c']) out.push(textFrame(text));
  clock.turn();
  clock.advance(20 * PAUSE_SHARE - 1);
  assert.equal(sink.writes.length, 0);
  clock.advance(1);
  assert.equal(sink.writes.length, 1);
  assert.deepEqual(sink.takeTexts(), ['a', 'b', 'c']);
});

test('when the pause is over already the next flush comes in its turn', () => {
  const { clock, cycle, outlet } = setUp();
  const sink = new ManualSink();
  cycle.enlistFeed({ flush: () => clock.spend(20) });
  clock.turn();
  clock.advance(20);
  outlet(sink).push(textFrame('a'));
  clock.turn();
  assert.deepEqual(sink.takeTexts(), ['a']);
});

test('what is pushed while outlets write goes into the next flush', () => {
  const { clock, outlet } = setUp();
  const late = new ManualSink();
  const lateOutlet = outlet(late);
  const early = new ManualSink();
  early.write = () => {
    lateOutlet.push(textFrame('late'));
    return true;
  };
  outlet(early).push(textFrame('early'));
  clock.turn();
  assert.equal(late.writes.length, 0);
  clock.turn();
  assert.deepEqual(late.takeTexts(), ['late']);
});
