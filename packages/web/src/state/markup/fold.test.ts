import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CODE_LINES_SHOWN_MAX, folded } from './fold.ts';
import { parse } from './parse.ts';
import { wordsOf } from './tree.ts';

const lines = (count: number, line: string) => `${line}\n`.repeat(count).trim();

test('a text that fits is not touched', () => {
  for (const text of ['a', lines(30, 'a'), lines(30, '- a'), lines(30, '> a')]) {
    const blocks = parse(text);
    assert.equal(folded(blocks, 30), blocks);
  }
});

test('of a longer one the beginning is shown, whatever it is made of', () => {
  for (const line of ['a', '- a', '> a', '> - a']) {
    const shown = wordsOf(folded(parse(lines(100, line)), 30));
    assert.equal(shown.split('\n').length, 30, line);
  }
  const table = folded(parse(`|a|\n|-|\n${lines(100, '|b|')}`), 30);
  assert.equal(table[0]?.block === 'table' && table[0].rows.length, 30);
});

test('code is shown whole, for it scrolls and is copied whole', () => {
  const code = `\`\`\`\n${lines(100, 'a')}\n\`\`\``;
  const blocks = parse(code);
  assert.ok(CODE_LINES_SHOWN_MAX < 30);
  assert.equal(folded(blocks, 30), blocks);
  assert.deepEqual(folded(parse(`${code}\n${lines(100, 'b')}`), 30)[0], blocks[0]);
});

test('nothing is shown that was not said', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '- b', '> c', '', '# d', '1. e')), fc.nat(40), (said, max) => {
      const blocks = parse(said.join('\n'));
      assert.ok(wordsOf(blocks).startsWith(wordsOf(folded(blocks, max + 1)).trimEnd()));
    }),
  );
});
