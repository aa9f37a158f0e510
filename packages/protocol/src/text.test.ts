import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { NAME_CHARACTERS_MAX, TEXT_CHARACTERS_MAX } from './limits.ts';
import { normalName, refuseText } from './text.ts';

const GOOD_TEXTS: readonly [why: string, text: string][] = [
  ['one letter', 'a'],
  ['Chinese', '你好，世界'],
  ['line breaks and tabs, as typed', 'first\r\n\tsecond\n'],
  ['an emoji made of several', '👩‍👩‍👧‍👦'],
  ['bidi controls around words: a page isolates them', 'a \u202eevil\u202c b'],
  ['piled marks: a page bounds the line', `z${'\u0323'.repeat(500)}`],
  ['a noncharacter, which is well-formed', 'a\uffff'],
  ['white space around words, kept as sent', '  a  '],
  ['as many characters as there may be', 'x'.repeat(TEXT_CHARACTERS_MAX)],
  ['as many emoji, each of two code units', '😀'.repeat(TEXT_CHARACTERS_MAX)],
];

const BAD_TEXTS: readonly [why: string, text: string, code: string][] = [
  ['nothing', '', 'empty_text'],
  ['white space', ' \t\r\n\u3000\u00a0', 'empty_text'],
  ['zero-width characters', '\u200b\u200d\ufeff\u2060', 'empty_text'],
  ['bidi controls alone', '\u202e\u2066\u2069', 'empty_text'],
  ['fillers that draw nothing', '\u3164\uffa0\u115f\u2800', 'empty_text'],
  ['variation selectors and tags', '\ufe0f\u{e0061}', 'empty_text'],
  ['NUL', 'a\0b', 'bad_text'],
  ['a terminal escape', '\u001b[31mred', 'bad_text'],
  ['a C1 control', 'a\u0085b', 'bad_text'],
  ['delete', 'a\u007f', 'bad_text'],
  ['a high surrogate alone', 'a\ud83d', 'bad_text'],
  ['a low surrogate alone', '\ude00a', 'bad_text'],
  ['surrogates the wrong way round', '\ude00\ud83d', 'bad_text'],
  ['one character too many', 'x'.repeat(TEXT_CHARACTERS_MAX + 1), 'too_long'],
  ['one emoji too many', '😀'.repeat(TEXT_CHARACTERS_MAX + 1), 'too_long'],
  ['far too long, and empty as well', ' '.repeat(65_536), 'too_long'],
];

const GOOD_NAMES: readonly [why: string, raw: string, name: string][] = [
  ['Chinese', '小明', '小明'],
  ['white space around and inside', '  Ann \n\t Lee  ', 'Ann Lee'],
  ['decomposed letters', 'Rene\u0301', 'René'],
  ['Cyrillic alone', 'Андрей', 'Андрей'],
  ['two scripts that share no shapes', 'Li 小龙 さん', 'Li 小龙 さん'],
  ['two look-alike scripts in words of their own', 'Anna Анна', 'Anna Анна'],
  ['vowel signs and viramas', 'क्षत्रिय', 'क्षत्रिय'],
  ['a family, joined', '👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
  ['a heart, coloured', '❤️', '❤️'],
  ['a keycap and a flag', '1️⃣ 🇨🇳', '1️⃣ 🇨🇳'],
  ['as long as may be', '茶'.repeat(NAME_CHARACTERS_MAX), '茶'.repeat(NAME_CHARACTERS_MAX)],
  ['as many emoji', '😀'.repeat(NAME_CHARACTERS_MAX), '😀'.repeat(NAME_CHARACTERS_MAX)],
  ['words that mean something to a program', '__proto__', '__proto__'],
  ['markup, which is only letters', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
];

const BAD_NAMES: readonly [why: string, raw: string][] = [
  ['nothing', ''],
  ['white space', ' \n\u3000'],
  ['zero-width characters', '\u200b\u2060'],
  ['a filler', '\u3164'],
  ['blank braille', '\u2800'],
  ['a zero-width space inside', 'ad\u200bmin'],
  ['a soft hyphen inside', 'ad\u00admin'],
  ['a joiner between letters', 'ad\u200dmin'],
  ['joiners behind an emoji', '❤\u200d\u200d'],
  ['an override', 'a\u202enimda'],
  ['an isolate', '\u2066a\u2069'],
  ['NUL', 'a\0'],
  ['a terminal escape', '\u001b[31mred'],
  ['a C1 control', 'a\u009bm'],
  ['a lone surrogate', 'a\ud800'],
  ['five marks on one letter', `q${'\u0323'.repeat(5)}`],
  ['a mark with nothing under it', '\u0301a'],
  ['a mark on a space', 'a \u0301b'],
  ['a Cyrillic а in a Latin word', '\u0430dmin'],
  ['a Greek ο in a Latin word', 'r\u03bfot'],
  ['one character too many', 'x'.repeat(NAME_CHARACTERS_MAX + 1)],
  ['a character that grows when composed', '\ufb2c'.repeat(NAME_CHARACTERS_MAX)],
];

for (const [why, text] of GOOD_TEXTS) {
  test(`[R25] text passes: ${why}`, () => assert.equal(refuseText(text), null));
}
for (const [why, text, code] of BAD_TEXTS) {
  test(`[R25] [S21] text is refused: ${why}`, () => assert.equal(refuseText(text), code));
}
for (const [why, raw, name] of GOOD_NAMES) {
  test(`[S21] a name passes: ${why}`, () => assert.equal(normalName(raw), name));
}
for (const [why, raw] of BAD_NAMES) {
  test(`[S21] a name is refused: ${why}`, () => assert.equal(normalName(raw), null));
}

test('[R25] text that passes is the same after a store of UTF-8', () => {
  const anything = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(anything, (text) => {
      if (refuseText(text) !== null) return;
      assert.equal(
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text)),
        text,
      );
    }),
    { numRuns: 2_000 },
  );
});

test('[S21] a name that passes is normal already, short, and on one line', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(anything, (raw) => {
      const name = normalName(raw);
      if (name === null) return;
      assert.equal(normalName(name), name);
      assert.ok([...name].length <= NAME_CHARACTERS_MAX);
      assert.doesNotMatch(name, /[\p{Cc}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 5_000 },
  );
});
