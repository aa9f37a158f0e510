import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emojiOffered, placeAfter } from './emoji-choice.ts';

const emoji = (emoji: string, group: number) => ({
  ...{ emoji, group, shortcodes: [emoji], english: emoji, chinese: emoji, words: [] },
});
const TABLE = [emoji('a', 0), emoji('b', 4), emoji('c', 4)];
const offered = (...choice: [string, 'food' | 'recent', readonly string[]]) =>
  emojiOffered(TABLE, ...choice).map((each) => each.emoji);

test('what is searched for is looked for in all groups', () => {
  assert.deepEqual(offered('', 'food', []), ['b', 'c']);
  assert.deepEqual(offered('a', 'food', []), ['a']);
});

test('what was used lately stands in that order; what is not known any more is left out', () => {
  assert.deepEqual(offered('', 'recent', ['c', 'x', 'a']), ['c', 'a']);
});

test('arrows lead from the field into the grid, through its rows, and back', () => {
  const from = (place: number, arrow: Parameters<typeof placeAfter>[1]) => placeAfter(place, arrow, 10, 4);
  assert.equal(from(-1, 'ArrowDown'), 0);
  assert.equal(from(-1, 'ArrowRight'), -1);
  assert.equal(from(0, 'ArrowDown'), 4);
  assert.equal(from(8, 'ArrowDown'), 9);
  assert.equal(from(9, 'ArrowRight'), 9);
  assert.equal(from(5, 'ArrowUp'), 1);
  assert.equal(from(1, 'ArrowUp'), -1);
  assert.equal(placeAfter(-1, 'ArrowDown', 0, 4), -1);
});
