import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from './parse.ts';
import { TREES_KEPT_MAX, treeOf } from './trees.ts';

test('a text is read once', () => {
  assert.deepEqual(treeOf('**a**'), parse('**a**'));
  assert.equal(treeOf('**a**'), treeOf('**a**'));
});

test('no more trees are kept than that, and those that are looked at stay', () => {
  const [seen, unseen] = [treeOf('seen'), treeOf('unseen')];
  for (let index = 0; index < TREES_KEPT_MAX; index++) {
    treeOf(`${index}`);
    assert.equal(treeOf('seen'), seen);
  }
  assert.notEqual(treeOf('unseen'), unseen);
});
