import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchPinyin } from '../platform/pinyin.ts';
import { matching } from './name-match.ts';

const pinyinPlace = await fetchPinyin();
const found = (names: readonly string[], query: string) =>
  matching(names, (name) => name, query, pinyinPlace);

test('a Chinese name is found by its characters, its pinyin, its initials, and both mixed', () => {
  for (const query of ['小', '明', 'xm', 'xiaoming', 'xiaom', 'xming', 'XM', 'ming', 'x']) {
    assert.deepEqual(found(['小明', '阿芳'], query), ['小明'], query);
  }
  for (const query of ['xg', 'mx', 'xiaoming2', 'fm']) assert.deepEqual(found(['小明'], query), [], query);
});

test('every reading of a character finds it', () => {
  for (const query of ['shan', 'dan', 'sxx', 'dxx'])
    assert.deepEqual(found(['单雄信'], query), ['单雄信'], query);
  for (const query of ['zeng', 'ceng']) assert.deepEqual(found(['曾国藩'], query), ['曾国藩'], query);
  for (const query of ['cq', 'chongqing']) assert.deepEqual(found(['重庆'], query), ['重庆'], query);
});

test('the beginning of a name comes first, then of its pinyin, of a word, then the rest, each in order', () => {
  const names = ['Zoe Li', 'Oli', '小丽', '丽莎', 'Lisa', 'Li'];
  assert.deepEqual(found(names, 'li'), ['Lisa', 'Li', '丽莎', 'Zoe Li', 'Oli', '小丽']);
});

test('case, accents and width do not matter', () => {
  assert.deepEqual(found(['Zoë', 'ＴＥＡ'], 'zoe'), ['Zoë']);
  assert.deepEqual(found(['Zoë', 'ＴＥＡ'], 'tea'), ['ＴＥＡ']);
});

test('before pinyin is there names are found as they are written, and all of them by nothing', () => {
  assert.deepEqual(
    matching(['小明', 'Xm'], (name) => name, 'xm', null),
    ['Xm'],
  );
  assert.deepEqual(
    matching(['小明', 'Xm'], (name) => name, '', null),
    ['小明', 'Xm'],
  );
});
