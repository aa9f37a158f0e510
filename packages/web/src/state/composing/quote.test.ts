import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { parse } from '../markup/parse.ts';
import { quoteOf } from './quote.ts';

const quoted = (text: string) => quoteOf({ room: LOBBY, text }).text;

test('a quote has a mark before each line, and a line to write on below', () => {
  assert.equal(quoted('喝茶吗？'), '> 喝茶吗？\n');
  assert.equal(quoted('one\n\n> two\n'), '> one\n> \n> > two\n');
});

test('a long message is quoted by its beginning', () => {
  assert.equal(quoted('a\nb\nc\nd\ne\nf\ng'), '> a\n> b\n> c\n> d\n> e\n> f…\n');
  assert.equal(quoted('茶'.repeat(1_000)), `> ${'茶'.repeat(400)}…\n`);
  assert.ok(quoted('🍵'.repeat(500)).isWellFormed());
});

test('what is written below a quote is no part of it', () => {
  assert.deepEqual(
    parse(`${quoted('```js\nlet tea;')}coming`).map(({ block }) => block),
    ['quote', 'paragraph'],
  );
});
