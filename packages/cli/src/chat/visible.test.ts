import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { visibleLines, visibleName } from './visible.ts';

test('[S22] what a terminal would obey is shown instead', () => {
  assert.deepEqual(visibleLines('\x1b[2Jgone\x07'), ['␛[2Jgone␇']);
  assert.deepEqual(visibleLines('a\x9b31mb\x7f'), ['a\ufffd31mb␡']);
  assert.deepEqual(visibleLines('abc\u202edef'), ['abc\ufffddef']);
  assert.equal(visibleName('小明\nroot: hi'), '小明 root: hi');
});

test('text of all languages stays as it is, line by line', () => {
  assert.deepEqual(visibleLines('你好，茶友\n👩‍👩‍👧 ok\r\n\tמה'), ['你好，茶友', '👩‍👩‍👧 ok', '    מה']);
});

test('[S22] nothing that is shown has a control character, whatever was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      for (const line of visibleLines(text)) assert.doesNotMatch(line, /\p{Cc}/u);
    }),
  );
});
