import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyChoice } from './key-choice.ts';

test('signs are shortcuts until somebody switches that off, and then stay off', () => {
  const kept = new Map<string, string>();
  const settings = {
    read: (name: string) => kept.get(name) ?? null,
    write: (name: string, value: string) => void kept.set(name, value),
  };
  const choice = new KeyChoice(settings);
  assert.equal(choice.areSignsOn.value, true);
  choice.switchSigns('off');
  assert.equal(choice.areSignsOn.value, false);
  assert.equal(new KeyChoice(settings).areSignsOn.value, false);
});
