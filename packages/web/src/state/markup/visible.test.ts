import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { visible } from './visible.ts';

test('[S2] what turns the direction of others or hides in a word is taken out', () => {
  assert.equal(visible('\u202egnp.exe'), 'gnp.exe');
  assert.equal(visible('pay\u200bpal \u2066a\u2069\u2060\ufeff'), 'paypal a');
  assert.equal(visible(`tea${'\u{e0074}'.repeat(50)}`), 'tea');
  assert.equal(visible(`a${'\u0300'.repeat(4_000)}b`), `a${'\u0300'.repeat(8)}b`);
  assert.equal(visible(`a${'\u200d'.repeat(4_000)}b`), 'a\u200db');
});

test('what scripts and emoji need stays', () => {
  const texts = ['👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', 'می‌خواهم', 'क्‍ष', 'a\u200fb', 'e\u0301\u0302', 'Việt', '葛󠄀'];
  for (const text of texts) assert.equal(visible(text), text);
});

test('there is one kind of line end, and nothing is added', () => {
  assert.equal(visible('a\r\nb\rc\u2028d'), 'a\nb\nc\nd');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      assert.ok(visible(text).length <= text.length);
      assert.equal(visible(visible(text)), visible(text));
    }),
  );
});
