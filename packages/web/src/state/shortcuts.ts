import type { Texts } from '../text/texts.ts';

export type ShortcutName = keyof Texts['shortcutNames'];
type Modifier = 'Mod' | 'Alt' | 'Shift';

export interface Shortcut {
  readonly name: ShortcutName;
  readonly with: readonly Modifier[];
  /** As a key event names it. */
  readonly key: string;
}

/** Every key that means the same wherever the reader is. `Mod` is Ctrl, and Command on a Mac. */
export const SHORTCUTS: readonly Shortcut[] = [
  { name: 'switcher', with: ['Mod'], key: 'k' },
  { name: 'previousRoom', with: ['Alt'], key: 'ArrowUp' },
  { name: 'nextRoom', with: ['Alt'], key: 'ArrowDown' },
  { name: 'previousUnread', with: ['Alt', 'Shift'], key: 'ArrowUp' },
  { name: 'nextUnread', with: ['Alt', 'Shift'], key: 'ArrowDown' },
  { name: 'nextRegion', with: [], key: 'F6' },
  { name: 'previousRegion', with: ['Shift'], key: 'F6' },
  { name: 'close', with: [], key: 'Escape' },
  { name: 'sheet', with: [], key: '?' },
];

/** What decides which shortcut a key is. */
interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The shortcut a key stands for. Where signs are typed, keys that type something are none. */
export function shortcutOf(stroke: Stroke, areSignsTyped: boolean): ShortcutName | null {
  const found = SHORTCUTS.find((shortcut) => {
    if (areSignsTyped && isTyped(shortcut)) return false;
    return keyOf(shortcut.key) === keyOf(stroke.key) && hasModifiers(shortcut, stroke);
  });
  return found?.name ?? null;
}

/** The keys of a shortcut as they are printed on a keyboard. */
export function keyCaps({ with: modifiers, key }: Shortcut, isMac: boolean): readonly string[] {
  const caps = isMac ? { Mod: '⌘', Alt: '⌥', Shift: '⇧' } : { Mod: 'Ctrl', Alt: 'Alt', Shift: 'Shift' };
  return [...modifiers.map((modifier) => caps[modifier]), CAPS[key] ?? key.toUpperCase()];
}

const CAPS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', F6: 'F6' };

function isTyped({ with: modifiers, key }: Shortcut): boolean {
  return key.length === 1 && !modifiers.includes('Mod');
}

/** Shift belongs to a sign that is typed with it, wherever it is on the keyboard. */
function hasModifiers({ with: modifiers, key }: Shortcut, stroke: Stroke): boolean {
  const isSign = key === '?';
  return (
    modifiers.includes('Mod') === (stroke.ctrlKey || stroke.metaKey) &&
    modifiers.includes('Alt') === stroke.altKey &&
    (isSign || modifiers.includes('Shift') === stroke.shiftKey)
  );
}

/** A full-width question mark, as Chinese input methods type it, is one too. */
function keyOf(key: string): string {
  return key === '？' ? '?' : key.length === 1 ? key.toLowerCase() : key;
}
