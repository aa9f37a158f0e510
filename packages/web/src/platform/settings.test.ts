import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LanguageChoice } from '../text/language.ts';
import { browserSettings } from './settings.ts';

/** A browser that denies storage throws already when it is asked for. */
const denied = () => {
  throw new DOMException('denied', 'SecurityError');
};

test('where storage is denied a choice still holds while the page is open', () => {
  const language = new LanguageChoice(browserSettings(denied), ['en-US']);
  assert.equal(language.texts.value.app, 'Teahouse');
  language.choose('zh');
  assert.equal(language.current, 'zh');
  assert.equal(language.texts.value.app, '茶馆');
});

test('a choice is remembered', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  } as unknown as Storage;
  new LanguageChoice(
    browserSettings(() => storage),
    ['en'],
  ).choose('zh');
  assert.equal(
    new LanguageChoice(
      browserSettings(() => storage),
      ['en'],
    ).current,
    'zh',
  );
});
