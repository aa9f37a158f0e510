import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TextKeys, textKeys } from './keys.ts';

interface Recorded {
  readonly type: 'keydown' | 'keyup' | 'compositionstart' | 'compositionupdate' | 'compositionend' | 'input';
  readonly key?: string;
  readonly keyCode?: number;
  readonly isComposing?: boolean;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
}

/** Plays recorded events into a field and tells what the keys did. */
function play(events: readonly Recorded[], chords: TextKeys['chords'] = {}): string[] {
  const done: string[] = [];
  const handle = textKeys({
    onSubmit: () => done.push('submit'),
    onCancel: () => done.push('cancel'),
    chords,
  });
  for (const { type, ...event } of events) {
    if (type !== 'keydown') continue;
    handle({
      key: '',
      keyCode: 0,
      isComposing: false,
      shiftKey: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      ...event,
      preventDefault: () => done.push('kept from the field'),
    });
  }
  return done;
}

const ENTER = { key: 'Enter', keyCode: 13 } as const;
const SUBMITTED = ['kept from the field', 'submit'];

const TAKING_A_CANDIDATE: Record<string, readonly Recorded[]> = {
  'Chrome on macOS, Pinyin': [
    { type: 'keydown', key: 'n', keyCode: 229 },
    { type: 'compositionstart' },
    { type: 'compositionupdate' },
    { type: 'input', isComposing: true },
    { type: 'keyup', key: 'n', keyCode: 78, isComposing: true },
    { type: 'keydown', key: 'Enter', keyCode: 229, isComposing: true },
    { type: 'compositionend' },
    { type: 'keyup', ...ENTER },
  ],
  'Chrome on Windows and Linux, Pinyin': [
    { type: 'keydown', key: 'Process', keyCode: 229 },
    { type: 'compositionstart' },
    { type: 'compositionupdate' },
    { type: 'input', isComposing: true },
    { type: 'keydown', key: 'Process', keyCode: 229, isComposing: true },
    { type: 'compositionend' },
    { type: 'keyup', ...ENTER },
  ],
  'Firefox, Pinyin': [
    { type: 'keydown', key: 'Process', keyCode: 229 },
    { type: 'compositionstart' },
    { type: 'compositionupdate' },
    { type: 'input', isComposing: true },
    { type: 'keyup', key: 'n', keyCode: 78, isComposing: true },
    { type: 'keydown', key: 'Enter', keyCode: 229, isComposing: true },
    { type: 'compositionend' },
    { type: 'input' },
    { type: 'keyup', ...ENTER },
  ],
  'Firefox before 65, which kept the key code': [
    { type: 'compositionstart' },
    { type: 'keydown', ...ENTER, isComposing: true },
    { type: 'compositionend' },
  ],
  'Safari, which ends the composition before the keydown': [
    { type: 'compositionstart' },
    { type: 'compositionupdate' },
    { type: 'input', isComposing: true },
    { type: 'keydown', key: 'n', keyCode: 229, isComposing: true },
    { type: 'keyup', key: 'n', keyCode: 78, isComposing: true },
    { type: 'compositionend' },
    { type: 'keydown', key: 'Enter', keyCode: 229, isComposing: false },
    { type: 'keyup', ...ENTER },
  ],
};

for (const [browser, events] of Object.entries(TAKING_A_CANDIDATE)) {
  test(`Enter that takes a candidate never sends: ${browser}`, () => {
    assert.deepEqual(play(events), []);
  });

  test(`the next Enter sends: ${browser}`, () => {
    assert.deepEqual(play([...events, { type: 'keydown', ...ENTER }]), SUBMITTED);
  });
}

test('Shift+Enter is a new line', () => {
  assert.deepEqual(play([{ type: 'keydown', ...ENTER, shiftKey: true }]), []);
});

test('Escape that closes the candidates closes nothing else, nor does the browser', () => {
  const stroke = { type: 'keydown', key: 'Escape' } as const;
  assert.deepEqual(play([{ ...stroke, keyCode: 229, isComposing: true }]), ['kept from the field']);
  assert.deepEqual(play([{ ...stroke, keyCode: 27 }]), ['kept from the field', 'cancel']);
});

test('a list that is open comes before the field, and leaves it the keys that it has no use for', () => {
  const enter = { type: 'keydown', ...ENTER } as const;
  assert.deepEqual(play([enter], { Enter: () => true }), ['kept from the field']);
  assert.deepEqual(play([enter], { Enter: () => false }), SUBMITTED);
  const tab = { type: 'keydown', key: 'Tab', keyCode: 9 } as const;
  assert.deepEqual(play([tab], { Tab: () => false }), []);
  assert.deepEqual(play([tab], { Tab: () => true }), ['kept from the field']);
  assert.deepEqual(play([{ ...tab, shiftKey: true }], { Tab: () => true }), []);
});

test('shortcuts are known by their modifiers, and mean nothing to an input method', () => {
  const bold = { type: 'keydown', key: 'b', keyCode: 66, ctrlKey: true } as const;
  const chords = { 'Mod+B': () => true, 'Mod+Shift+X': () => true };
  assert.deepEqual(play([bold], chords), ['kept from the field']);
  assert.deepEqual(play([{ ...bold, ctrlKey: false }], chords), []);
  assert.deepEqual(play([{ ...bold, altKey: true }], chords), []);
  assert.deepEqual(play([{ ...bold, keyCode: 229 }], chords), []);
  assert.deepEqual(play([{ ...bold, key: 'X', shiftKey: true }], chords), ['kept from the field']);
});

test('Ctrl and Enter sends', () => {
  assert.deepEqual(play([{ type: 'keydown', ...ENTER, ctrlKey: true }]), SUBMITTED);
});

test('other keys stay with the field', () => {
  assert.deepEqual(play([{ type: 'keydown', key: 'a', keyCode: 65 }]), []);
});
