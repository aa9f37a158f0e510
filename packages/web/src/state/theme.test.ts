import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Settings } from '../platform/settings.ts';
import { ThemeChoice } from './theme.ts';

function settings(kept: Map<string, string>): Settings {
  return {
    read: (name) => kept.get(name) ?? null,
    write: (name, value) => void kept.set(name, value),
  };
}

test('the page is as the system is until somebody chooses, and then as chosen, the next time too', () => {
  const kept = new Map<string, string>();
  const choice = new ThemeChoice(settings(kept));
  assert.equal(choice.current.value, 'system');
  choice.choose('dark');
  assert.equal(choice.current.value, 'dark');
  assert.equal(new ThemeChoice(settings(kept)).current.value, 'dark');
});

test('what is no theme, as a later version may have kept, is the system', () => {
  assert.equal(new ThemeChoice(settings(new Map([['theme', 'sepia']]))).current.value, 'system');
});
