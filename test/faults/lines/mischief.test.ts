import assert from 'node:assert/strict';
import test from 'node:test';
import { type Mischief, MischiefMaker } from './mischief.ts';

const MESSAGES = Array.from({ length: 40 }, (_, index) => Buffer.from(`message ${index}`));

test('without mischief everything goes on at once and in order', () => {
  assert.deepEqual(left({}), MESSAGES);
});

test('what is dropped does not arrive, and the rest does in order', () => {
  const arrived = left({ drops: 0.3 });
  assert.ok(arrived.length > 20 && arrived.length < 36, `${arrived.length} arrived`);
  assert.deepEqual(
    arrived,
    MESSAGES.filter((message) => arrived.includes(message)),
  );
});

test('what is doubled arrives twice in a row', () => {
  assert.deepEqual(
    left({ doubles: 1 }),
    MESSAGES.flatMap((message) => [message, message]),
  );
});

test('what is shuffled arrives once, and not in order; no more than so many wait', () => {
  const maker = new MischiefMaker(dice());
  const arrived = MESSAGES.flatMap((message) => maker.take(message, { shuffles: 10 }));
  assert.equal(arrived.length, MESSAGES.length - 10);
  arrived.push(...maker.release(0));
  assert.notDeepEqual(arrived, MESSAGES);
  assert.deepEqual(new Set(arrived), new Set(MESSAGES));
  assert.equal(arrived.length, MESSAGES.length);
});

function left(mischief: Mischief): Buffer[] {
  const maker = new MischiefMaker(dice());
  return MESSAGES.flatMap((message) => maker.take(message, mischief));
}

/** Numbers from 0 to 1 that are the same each time. */
function dice(): () => number {
  let state = 7;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
