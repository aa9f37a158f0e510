import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withNames } from './names.ts';

const ADA = { name: 'Ada', isMe: false };
const LOVELACE = { name: 'Ada Lovelace', isMe: true };
const MING = { name: '小明', isMe: false };

const named = (text: string, ...people: Parameters<typeof withNames>[1]) =>
  withNames(text, people).flatMap(({ words, named }) => (named ? [words] : []));

test('a name after an @ is found, the longer one first', () => {
  assert.deepEqual(named('@Ada Lovelace and @ada!', ADA, LOVELACE), ['@Ada Lovelace', '@ada']);
  assert.deepEqual(named('你好@小明你呢', MING), ['@小明']);
  assert.deepEqual(named('**@Ada** (@Ada)', ADA), ['@Ada', '@Ada']);
  assert.deepEqual(withNames('hi @Ada', [{ ...ADA, isMe: true }])[1], {
    words: '@Ada',
    named: { ...ADA, isMe: true },
  });
});

test('a name is not found within a longer word or an address, nor that of somebody else', () => {
  assert.deepEqual(named('@Adam @Ada_x me@ada.example @Bob', ADA), []);
  assert.deepEqual(named('@Ada'), []);
});

test('a name may have any characters, and the pieces together are the text', () => {
  assert.deepEqual(named('@a.b(c)|d* and @aXb', { name: 'a.b(c)|d*', isMe: false }), ['@a.b(c)|d*']);
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), (text, names) => {
      const people = names.map((name) => ({ name, isMe: false }));
      assert.equal(
        withNames(text, people)
          .map(({ words }) => words)
          .join(''),
        text,
      );
    }),
  );
});
