import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from './width.ts';

test('a row is filled with as many letters as it has columns, Chinese ones counting two', () => {
  assert.equal(rowsOf('', 10), 1);
  assert.equal(rowsOf('abcdefghi', 10), 1);
  assert.equal(rowsOf('abcdefghij', 10), 2);
  assert.equal(rowsOf('龙井茶友', 10), 1);
  assert.equal(rowsOf('龙井茶友们', 10), 2);
  assert.equal(rowsOf('a龙井茶友们', 10), 2);
  assert.equal(rowsOf('👩‍👩‍👧e\u0301', 4), 1);
});
