import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNCONFIRMED_BYTES_MAX, Unconfirmed } from './unconfirmed.ts';

/** The other side, that confirms when a test says so. */
function setUp() {
  const asked: (() => void)[] = [];
  const unconfirmed = new Unconfirmed(() => new Promise((resolve) => asked.push(resolve)));
  const confirm = async () => {
    asked.shift()?.();
    await new Promise(setImmediate);
  };
  return { asked, unconfirmed, confirm };
}

test('[R9] [S10] no more than the bound is on its way', async () => {
  const { unconfirmed, confirm } = setUp();
  unconfirmed.add(UNCONFIRMED_BYTES_MAX - 10);
  assert.equal(unconfirmed.admits(10), true);
  assert.equal(unconfirmed.admits(11), false);
  await confirm();
  assert.equal(unconfirmed.admits(UNCONFIRMED_BYTES_MAX), true);
});

test('what was added after asking stays counted until it is asked for itself', async () => {
  const { asked, unconfirmed, confirm } = setUp();
  unconfirmed.add(1_000_000);
  unconfirmed.add(2_000_000);
  assert.equal(asked.length, 1, 'one question at a time');
  await confirm();
  assert.equal(unconfirmed.admits(UNCONFIRMED_BYTES_MAX - 2_000_000), true);
  assert.equal(unconfirmed.admits(UNCONFIRMED_BYTES_MAX - 1_999_999), false);
  assert.equal(asked.length, 1, 'the rest is asked for');
  await confirm();
  assert.equal(unconfirmed.admits(UNCONFIRMED_BYTES_MAX), true);
});

test('a quiet server asks nothing', () => {
  const { asked, unconfirmed } = setUp();
  for (let count = 0; count < 60; count++) unconfirmed.add(1_000);
  assert.equal(asked.length, 0);
  unconfirmed.add(10_000);
  assert.equal(asked.length, 1);
});
