import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paced } from './pace.ts';

function handClock() {
  let waiting: (() => void)[] = [];
  return {
    nowMs: () => 0,
    setTimer(_afterMs: number, run: () => void): Disposable {
      waiting.push(run);
      return { [Symbol.dispose]: () => undefined };
    },
    strike(): void {
      const due = waiting;
      waiting = [];
      for (const run of due) run();
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
  clock.strike();
  assert.equal(drawn, 2);
});

test('the last change is never left undrawn, and nothing is drawn without one', () => {
  const clock = handClock();
  let drawn = 0;
  const ask = paced(() => drawn++, 32, clock);
  ask();
  ask();
  clock.strike();
  clock.strike();
  clock.strike();
  assert.equal(drawn, 2);
  ask();
  assert.equal(drawn, 3);
});
