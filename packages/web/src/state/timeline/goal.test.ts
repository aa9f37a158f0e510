import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstGoalOf, goalOf } from './goal.ts';

const place = { seq: 7, topPx: 12 };
const allRead = { unread: 0, read: 20 };

test('an address that names a message leads there, any other to where the reader was', () => {
  assert.deepEqual(goalOf(5, place), { at: 'message', seq: 5 });
  assert.deepEqual(goalOf(undefined, place), { at: 'place', ...place });
  assert.deepEqual(goalOf(undefined, null), { at: 'newest' });
});

test('a room left at its newest is opened at the first message that is new, if there is one', () => {
  const news = { unread: 3, read: 20 };
  assert.deepEqual(firstGoalOf(news, undefined, null), { at: 'unread', seq: 21 });
  assert.deepEqual(firstGoalOf(allRead, undefined, null), { at: 'newest' });
  assert.deepEqual(firstGoalOf(news, undefined, place), { at: 'place', ...place });
  assert.deepEqual(firstGoalOf(news, 5, place), { at: 'message', seq: 5 });
});
