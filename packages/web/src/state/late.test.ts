import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Late } from './late.ts';

test('what is needed is fetched once, however often it is asked for', async () => {
  let fetched = 0;
  const late = new Late(async () => ++fetched);
  assert.equal(late.value, null);
  await Promise.all([late.need(), late.need()]);
  await late.need();
  assert.equal(late.value, 1);
  assert.equal(fetched, 1);
});

test('after a failure the next need tries again', async () => {
  let isOnline = false;
  const late = new Late(() => (isOnline ? Promise.resolve('tea') : Promise.reject(new Error('offline'))));
  await late.need();
  assert.equal(late.value, null);
  isOnline = true;
  await late.need();
  assert.equal(late.value, 'tea');
});
