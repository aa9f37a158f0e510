import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MARKS, type Mark, toggled } from './marks.ts';

/** The text after a mark was toggled, with `[` and `]` around what is selected, before and then. */
function toggle(marked: string, mark: Mark): string {
  const [start, end] = [marked.indexOf('['), marked.indexOf(']') - 1];
  const text = marked.replace(/[[\]]/g, '');
  const edit = toggled(text, { start, end }, mark);
  const now = text.slice(0, edit.start) + edit.insert + text.slice(edit.end);
  const { selected } = edit;
  return `${now.slice(0, selected.start)}[${now.slice(selected.start, selected.end)}]${now.slice(selected.end)}`;
}

test('words are marked, and stay selected', () => {
  assert.equal(toggle('a [tea] b', 'bold'), 'a **[tea]** b');
  assert.equal(toggle('a [tea] b', 'italic'), 'a *[tea]* b');
  assert.equal(toggle('a [] b', 'code'), 'a `[]` b');
  assert.equal(toggle('[茶]', 'strike'), '~~[茶]~~');
});

test('marked words are freed of that mark and of no other', () => {
  assert.equal(toggle('a **[tea]** b', 'bold'), 'a [tea] b');
  assert.equal(toggle('a **[tea]** b', 'italic'), 'a ***[tea]*** b');
  assert.equal(toggle('a ***[tea]*** b', 'italic'), 'a **[tea]** b');
});

test('lines of code become a block of their own', () => {
  assert.equal(toggle('[a\nb]', 'code'), '```\n[a\nb]\n```\n');
  assert.equal(toggle('so: [a\n  b\n]', 'code'), 'so: \n```\n[a\n  b]\n```\n');
});

test('what is marked twice is as before', () => {
  const words = fc.string({ unit: fc.constantFrom('a', '茶', ' '), maxLength: 5 });
  const mark = fc.constantFrom(...(Object.keys(MARKS) as Mark[]));
  fc.assert(
    fc.property(words, words, words, mark, (before, between, after, each) => {
      const text = `${before}[${between}]${after}`;
      assert.equal(toggle(toggle(text, each), each), text);
    }),
  );
});
