import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paced } from './pace.ts';

function handClock() {
  let waiting: { atMs: number; run: () => void }[] = [];
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    setTimer(afterMs: number, run: () => void): Disposable {
      waiting.push({ atMs: nowMs + afterMs, run });
      return { [Symbol.dispose]: () => undefined };
    },
    /** The page is busy for so long: what was due meanwhile comes after it. */
    pass(forMs: number): void {
      nowMs += forMs;
      const due = waiting.filter(({ atMs }) => atMs <= nowMs);
      waiting = waiting.filter(({ atMs }) => atMs > nowMs);
      for (const { run } of due) run();
    },
  };
}

test('a change is drawn at once, what follows is drawn together', () => {
  const clock = handClock();
  let drawn = 0;
  const ask = paced(() => drawn++, 32, clock);
  ask();
  assert.equal(drawn, 1);
  for (let i = 0; i < 100; i++) ask();
  assert.equal(drawn, 1);
  clock.pass(32);
  assert.equal(drawn, 2);
});

test('the last change is never left undrawn, and nothing is drawn without one', () => {
  const clock = handClock();
  let drawn = 0;
  const ask = paced(() => drawn++, 32, clock);
  ask();
  ask();
  clock.pass(32);
  clock.pass(32);
  clock.pass(32);
  assert.equal(drawn, 2);
  ask();
  assert.equal(drawn, 3);
});

test('a page that is late rests before it draws again', () => {
  const clock = handClock();
  let drawn = 0;
  const ask = paced(() => drawn++, 32, clock);
  ask();
  ask();
  clock.pass(132);
  assert.equal(drawn, 1);
  clock.pass(199);
  assert.equal(drawn, 1);
  clock.pass(1);
  assert.equal(drawn, 2);
});
