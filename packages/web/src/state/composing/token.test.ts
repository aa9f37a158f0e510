import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { closedShortcodeAt, hasFence, tokenAt } from './token.ts';

/** The token where the text ends, as `kind:query`. */
function atEnd(text: string): string | null {
  const token = tokenAt(text, text.length);
  return token && `${token.kind}:${token.query}`;
}

test('a sign at the beginning of a word asks for something', () => {
  assert.equal(atEnd('@'), 'person:');
  assert.equal(atEnd('hello @al'), 'person:al');
  assert.equal(atEnd('你好@小'), 'person:小');
  assert.equal(atEnd('see #tea'), 'room:tea');
  assert.equal(atEnd('so :smi'), 'emoji:smi');
  assert.equal(atEnd('/ni'), 'command:ni');
});

test('a sign inside a word, or with nothing behind it that could be a name, asks for nothing', () => {
  for (const text of [
    'me@example',
    'C#',
    '12:30',
    ':D',
    'https://x',
    '他说:你好',
    'a /ni',
    '/usr/b',
    '@al b',
  ])
    assert.equal(atEnd(text), null, text);
});

test('in code nothing is completed', () => {
  for (const text of ['```\n@al', '`@al', '~~~ts\n#tea']) assert.equal(atEnd(text), null, text);
  assert.equal(atEnd('```\ncode\n```\n@al'), 'person:al');
  assert.equal(atEnd('`x` @al'), 'person:al');
});

test('a token begins at its sign and ends at the caret', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.nat(100), (text, caret) => {
      const token = tokenAt(text, caret);
      if (token) assert.equal(text.slice(token.start + 1, caret), token.query);
    }),
  );
});

test('a shortcode ends with a second colon', () => {
  assert.deepEqual(closedShortcodeAt('a :tea:', 7), { kind: 'emoji', query: 'tea', start: 2 });
  for (const text of [':x:', '10:20:', 'a:tea:', '`:tea:']) {
    assert.equal(closedShortcodeAt(text, text.length), null, text);
  }
});

test('a fence stands at the beginning of a line', () => {
  assert.ok(hasFence('x\n```js\ny'));
  assert.ok(!hasFence('what ``` means'));
});
