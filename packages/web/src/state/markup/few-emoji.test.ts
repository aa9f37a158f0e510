import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFewEmoji } from './few-emoji.ts';

test('one to three emoji without words are big', () => {
  for (const text of ['🍵', '🎉 👍🏽', '👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿❤️', ' 🇨🇳\n']) assert.ok(isFewEmoji(text), text);
  for (const text of ['', ' ', '🍵🍵🍵🍵', '🍵 tea', '1', '#', '©', '茶']) assert.ok(!isFewEmoji(text), text);
});
