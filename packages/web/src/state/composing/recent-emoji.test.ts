import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Settings } from '../../platform/settings.ts';
import { RecentEmoji } from './recent-emoji.ts';

function memory(): Settings {
  const values = new Map<string, string>();
  return {
    read: (name) => values.get(name) ?? null,
    write: (name, value) => void values.set(name, value),
  };
}

test('what was used last comes first, once, and is remembered', () => {
  const settings = memory();
  const recent = new RecentEmoji(settings);
  for (const emoji of ['🍵', '🫖', '🍵']) recent.add(emoji);
  assert.deepEqual(recent.list.value, ['🍵', '🫖']);
  assert.deepEqual(new RecentEmoji(settings).list.value, ['🍵', '🫖']);
});

test('the one used longest ago gives way', () => {
  const recent = new RecentEmoji(memory());
  for (let code = 0; code < 100; code++) recent.add(String.fromCodePoint(0x1f600 + code));
  assert.equal(recent.list.value.length, 24);
  assert.equal(recent.list.value[0], String.fromCodePoint(0x1f600 + 99));
});
