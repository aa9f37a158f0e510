import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesMatching } from './support/source-files.ts';
import { FIELD_AT_THE_DOOR, TEXT_FIELDS } from './support/text-fields.ts';

const FILES = filesMatching(/^packages\/web\/src\/.*\.tsx?$/).filter(({ path }) => !path.includes('.test.'));
/** An element, from its name to its end. */
const ELEMENTS = /<(input|textarea)\b.*?\/>/gs;
/** These are pressed and not written in. */
const PRESSED = /type="(?:radio|checkbox)"/;
const BY_SHARED_HANDLER = /onKeyDown=\{textKeys\(/;
/** A part that is a field with something around it, by its name: its test id is given by whoever uses it. */
const FIELD_PARTS = /<(?:Field|SearchField)\b.*?\/>/gs;

/** These listen to keys and hold no field: lists and menus, whose keys walk through them. */
const WITHOUT_FIELDS = [
  'packages/web/src/parts/controls/menu.tsx',
  'packages/web/src/parts/rooms/room-item.tsx',
];

const fields = FILES.flatMap(({ path, text }) =>
  [...text.matchAll(ELEMENTS)]
    .map(([element]) => ({ path, element }))
    .filter(({ element }) => !PRESSED.test(element)),
);

test('this test reads the fields of the page', () => {
  assert.ok(fields.length >= 3);
});

test('every field leaves its keys to the one handler that knows of input methods', () => {
  const others = fields.filter(({ element }) => !BY_SHARED_HANDLER.test(element));
  assert.deepEqual(others, []);
});

test('every other listener to keys asks whether an input method has taken them, or has no field inside', () => {
  const listening = FILES.filter(({ text }) => /onKeyDown=|'keydown'|"keydown"|onkeydown/i.test(text));
  const unaware = listening.filter(({ text }) => !/\b(?:textKeys|isInputMethods)\(/.test(text));
  assert.deepEqual(
    unaware.map(({ path }) => path).filter((path) => !WITHOUT_FIELDS.includes(path)),
    [],
  );
});

test('every field is written in with every input method by a test', () => {
  const used = FILES.flatMap(({ text }) => [...text.matchAll(FIELD_PARTS)].map(([part]) => part));
  const own = fields.map(({ element }) => element);
  const ids = [...own, ...used].flatMap(
    (each) => /testId="([^"]+)"|data-testid="([^"]+)"/.exec(each)?.slice(1) ?? [],
  );
  const found = new Set(ids.filter((id) => id !== undefined));
  assert.deepEqual([...found].sort(), [FIELD_AT_THE_DOOR, ...Object.keys(TEXT_FIELDS)].sort());
});
