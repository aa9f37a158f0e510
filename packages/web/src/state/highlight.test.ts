import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlight } from './highlight.ts';

const CODE = "const tea = brew('龙井', 90); // <b>hot</b>\n";

test('code has its kinds of words, and nothing of it is lost or added', () => {
  const pieces = highlight(CODE, 'TS') ?? [];
  const kindOf = (code: string) => pieces.find((piece) => piece.code === code)?.kind;
  assert.equal(pieces.map(({ code }) => code).join(''), CODE);
  assert.equal(kindOf('const'), 'keyword');
  assert.equal(kindOf("'龙井'"), 'string');
  assert.equal(kindOf('90'), 'number');
  assert.equal(kindOf('// <b>hot</b>'), 'comment');
});

test('the languages that people paste are known, by their short names too', () => {
  const names = ['js', 'ts', 'py', 'rs', 'go', 'java', 'c', 'cpp', 'cs', 'rb', 'php', 'sh', 'bash', 'sql'];
  for (const name of [...names, 'json', 'yaml', 'toml', 'html', 'css', 'md', 'diff', 'kt', 'swift', 'lua'])
    assert.ok(highlight(CODE, name), name);
});

test('of a language that is not known nothing is made', () => {
  for (const name of ['', 'tea', '__proto__', 'constructor']) assert.equal(highlight(CODE, name), null, name);
});
