import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyCaps, SHORTCUTS, shortcutOf } from './shortcuts.ts';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

function strokeOf({ with: modifiers, key }: (typeof SHORTCUTS)[number]) {
  return {
    key,
    ctrlKey: modifiers.includes('Mod'),
    metaKey: false,
    altKey: modifiers.includes('Alt'),
    shiftKey: modifiers.includes('Shift'),
  };
}

test('every key of the table leads to its own shortcut, and to no other', () => {
  for (const shortcut of SHORTCUTS) assert.equal(shortcutOf(strokeOf(shortcut), false), shortcut.name);
});

test('Command is as good as Ctrl, and more modifiers are another key', () => {
  assert.equal(shortcutOf({ ...NONE, key: 'k', metaKey: true }, true), 'switcher');
  assert.equal(shortcutOf({ ...NONE, key: 'K', ctrlKey: true, shiftKey: true }, true), null);
  assert.equal(shortcutOf({ ...NONE, key: 'ArrowUp' }, false), null);
});

test('what is written is written: a sign is no shortcut in a text field', () => {
  assert.equal(shortcutOf({ ...NONE, key: '?' }, true), null);
  assert.equal(shortcutOf({ ...NONE, key: 'Escape' }, true), 'close');
});

test('a question mark is one on every keyboard, and full-width too', () => {
  assert.equal(shortcutOf({ ...NONE, key: '?', shiftKey: true }, false), 'sheet');
  assert.equal(shortcutOf({ ...NONE, key: '？', shiftKey: true }, false), 'sheet');
});

test('keys are shown as they are printed on the keyboard at hand', () => {
  const caps = (isMac: boolean) =>
    SHORTCUTS.slice(0, 2).map((shortcut) => keyCaps(shortcut, isMac).join(' '));
  assert.deepEqual(caps(false), ['Ctrl K', 'Alt ↑']);
  assert.deepEqual(caps(true), ['⌘ K', '⌥ ↑']);
});
