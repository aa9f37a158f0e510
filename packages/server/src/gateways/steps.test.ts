import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '../testing/manual-clock.ts';
import { Steps } from './steps.ts';

function setUp() {
  const clock = new ManualClock();
  const steps = new Steps(clock, 0.5);
  const handed: string[] = [];
  const join = (name: string) => {
    const inStep = steps.join();
    const say = (text: string) => inStep.soon(() => handed.push(`${name} ${text}`));
    return { say, taken: () => inStep.taken(), die: () => inStep[Symbol.dispose]() };
  };
  const takeHanded = () => handed.splice(0);
  return { clock, join, takeHanded };
}

test('what there is to tell a quiet gateway is handed over in the same turn', () => {
  const { clock, join, takeHanded } = setUp();
  const one = join('one');
  for (const text of ['a', 'b']) {
    one.say(text);
    clock.turn();
    assert.deepEqual(takeHanded(), [`one ${text}`]);
    one.taken();
  }
});

test('all gateways are handed the next at the same moment: when the slowest has written the last, and a pause after it', () => {
  const { clock, join, takeHanded } = setUp();
  const [one, other] = [join('one'), join('other')];
  for (const gateway of [one, other]) gateway.say('a');
  clock.turn();
  assert.deepEqual(takeHanded(), ['one a', 'other a']);
  for (const gateway of [one, other]) gateway.say('b');
  clock.advance(10);
  one.taken();
  clock.advance(10);
  other.taken();
  clock.turn();
  clock.advance(9);
  assert.deepEqual(takeHanded(), [], 'they make the pause that one would make after a flush of 20 ms');
  clock.advance(1);
  assert.deepEqual(takeHanded(), ['one b', 'other b']);
});

test('[FAN-1] a gateway that is slow is waited for so long, and then no more until it is back', () => {
  const { clock, join, takeHanded } = setUp();
  const [quick, slow] = [join('quick'), join('slow')];
  for (const gateway of [quick, slow]) gateway.say('a');
  clock.turn();
  quick.taken();
  for (const gateway of [quick, slow]) gateway.say('b');
  clock.advance(49);
  assert.deepEqual(takeHanded(), ['quick a', 'slow a']);
  clock.advance(1);
  assert.deepEqual(takeHanded(), ['quick b']);
  quick.taken();
  quick.say('c');
  clock.turn();
  assert.deepEqual(takeHanded(), ['quick c'], 'the others go at their own pace');
  slow.taken();
  clock.advance(50);
  assert.deepEqual(takeHanded(), ['slow b'], 'and what waits for it is not lost');
});

test('a gateway that dies is not waited for, and costs nobody a pause', () => {
  const { clock, join, takeHanded } = setUp();
  const [lives, busy, idle] = [join('lives'), join('busy'), join('idle')];
  for (const gateway of [lives, busy]) gateway.say('a');
  clock.turn();
  lives.taken();
  lives.say('b');
  busy.die();
  clock.turn();
  assert.deepEqual(takeHanded(), ['lives a', 'busy a', 'lives b']);
  lives.taken();
  clock.advance(3_600_000);
  idle.die();
  lives.say('c');
  clock.turn();
  assert.deepEqual(takeHanded(), ['lives c']);
});
