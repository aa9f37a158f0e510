import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ERRORS } from '@teahouse/protocol/errors';
import { chooseLanguage, LANGUAGES, TEXTS } from './texts.ts';

/** Every text of a table by its path. */
function spoken(table: object, path = ''): Map<string, unknown> {
  const texts = new Map<string, unknown>();
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === 'object')
      for (const [inner, text] of spoken(value, `${key}.`)) texts.set(inner, text);
    else texts.set(path + key, value);
  }
  return texts;
}

const KEYS = [...spoken(TEXTS.en).keys()];

for (const language of LANGUAGES) {
  test(`${language}: says everything that is said in English, and nothing is empty`, () => {
    const texts = spoken(TEXTS[language]);
    assert.deepEqual([...texts.keys()].sort(), [...KEYS].sort());
    for (const [key, text] of texts) assert.notEqual(text, '', key);
  });

  test(`${language}: [NET-3] every refusal of the catalogue has a translation`, () => {
    for (const code of Object.keys(ERRORS)) assert.ok(code in TEXTS[language].errors, code);
  });
}

test('Chinese is Chinese, but for its own name', () => {
  for (const [key, text] of spoken(TEXTS.zh)) {
    if (typeof text !== 'string' || key === 'locale') continue;
    assert.match(text, /\p{Script=Han}/u, key);
  }
});

test('counts follow the plural rules of each language', () => {
  assert.equal(TEXTS.en.unread(1), '1 unread message');
  assert.equal(TEXTS.en.unread(1234), '1,234 unread messages');
  assert.equal(TEXTS.zh.unread(1), '1 条未读消息');
});

test('[S21] names in a sentence are isolated, and of many only the number is told', () => {
  assert.equal(TEXTS.en.typing(['Ada'], 0), '\u2068Ada\u2069 is typing…');
  assert.equal(
    TEXTS.en.joined(['Ada', '小明'], 3),
    '\u2068Ada\u2069, \u2068小明\u2069, and 3 others came in',
  );
  assert.equal(TEXTS.zh.joined(['Ada', '小明'], 3), '\u2068Ada\u2069、\u2068小明\u2069等 5 人进来了');
  assert.equal(TEXTS.zh.typing(['小明'], 0), '\u2068小明\u2069正在输入…');
});

test('the language is the one chosen before, else the first the reader knows, else English', () => {
  assert.equal(chooseLanguage('zh', ['en-GB']), 'zh');
  assert.equal(chooseLanguage(null, ['fr', 'zh-Hant-TW', 'en']), 'zh');
  assert.equal(chooseLanguage(null, ['ZH']), 'zh');
  assert.equal(chooseLanguage('tlh', ['fr-FR']), 'en');
  assert.equal(chooseLanguage(null, []), 'en');
});
