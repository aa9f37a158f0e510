import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Emoji } from '../../platform/emoji-data.ts';
import { emojiMatching, emojiNamed } from './emoji-search.ts';

const emoji = (emoji: string, shortcode: string, chinese: string, words: string): Emoji => ({
  ...{ emoji, group: 0, shortcodes: [shortcode], english: shortcode.replaceAll('_', ' '), chinese },
  words: words.split(' '),
});
const TABLE = [
  emoji('😀', 'grinning', '嘿嘿', 'smile happy 笑脸'),
  emoji('😄', 'smile', '大笑', 'happy 笑'),
  emoji('😅', 'sweat_smile', '苦笑', 'nervous 汗'),
  emoji('🍵', 'tea', '热茶', 'drink 茶 茶杯'),
  emoji('🫖', 'teapot', '茶壶', 'drink pot 茶'),
];
const found = (query: string) =>
  emojiMatching(TABLE, query, 10)
    .map((each) => each.emoji)
    .join('');

test('an emoji is found by its shortcode and by words in both languages, the nearest first', () => {
  assert.equal(found('smile'), '😄😀😅');
  assert.equal(found('smi'), '😄😀😅');
  assert.equal(found('tea'), '🍵🫖');
  assert.equal(found('茶'), '🫖🍵');
  assert.equal(found('笑'), '😄😀😅');
  assert.equal(found('drink'), '🍵🫖');
  assert.equal(found('Sweat Smile'), '😅');
  assert.equal(found('zzz'), '');
  assert.equal(found(' '), '');
});

test('no more are found than asked for', () => {
  assert.equal(emojiMatching(TABLE, 'happy', 1).length, 1);
});

test('a whole shortcode names one', () => {
  assert.equal(emojiNamed(TABLE, 'TEA')?.emoji, '🍵');
  assert.equal(emojiNamed(TABLE, 'te'), undefined);
});
