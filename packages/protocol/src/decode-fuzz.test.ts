import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type Decoded, decodeClientFrame } from './decode.ts';
import { ERRORS } from './errors.ts';
import { COMMAND_ID_PATTERN } from './ids.ts';
import { SAMPLES } from './testing/samples.ts';

const PROTOTYPE_BEFORE = ownProperties(Object.prototype);

/** JSON as text, because some of it cannot be made by `JSON.stringify`. */
const WHOLE_FRAMES = Object.values(SAMPLES).map((sample) => JSON.stringify(sample));
const FIELDS = [...new Set(Object.values(SAMPLES).flatMap((sample) => Object.keys(sample)))];
const POISON_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', '0', '\0'];
const POISON_VALUES = [
  ...['null', 'true', '{}', '[]', '[[]]', '""', '"lobby"', '"__proto__"', '"constructor"', '{"$ne":1}'],
  ...['0', '-0', '-1', '0.1', '1e400', '-1e400', '1e-400', '9007199254740993', '2147483648', '1'.repeat(400)],
  ...['"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"\\u202e"', '"\u200b"', `"${'😀'.repeat(5_000)}"`],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"length":1e9}'],
  ...['{"lobby":{"__proto__":{"epoch":"e","seq":1,"id":"a"}}}', `${'['.repeat(500)}${']'.repeat(500)}`],
];

const field = fc.tuple(
  fc.constantFrom(...FIELDS, ...FIELDS, ...POISON_KEYS),
  fc.oneof(fc.constantFrom(...POISON_VALUES), fc.json({ maxDepth: 2 })),
);
const type = fc.constantFrom(...Object.keys(SAMPLES), ...POISON_KEYS, 'message', 'error');

/** A frame of a known type whose fields are anything; later fields win, as they do in JSON. */
const assembled = fc
  .tuple(type, fc.array(field, { maxLength: 6 }))
  .map(([name, fields]) => objectText([['type', JSON.stringify(name)], ...fields]));

/** A good frame with other fields put over it. */
const overwritten = fc
  .tuple(fc.constantFrom(...WHOLE_FRAMES), fc.array(field, { minLength: 1, maxLength: 3 }))
  .map(([frame, fields]) => `${frame.slice(0, -1)},${objectText(fields).slice(1)}`);

/** A good frame with a piece torn out, doubled, or put elsewhere. */
const torn = fc
  .tuple(fc.constantFrom(...WHOLE_FRAMES), fc.nat(200), fc.nat(30), fc.option(fc.nat(200)))
  .map(([frame, from, length, to]) => {
    const piece = frame.slice(from, from + length);
    return to === null ? frame.replace(piece, '') : frame.slice(0, to) + piece + frame.slice(to);
  });

const noise = fc.oneof(fc.string({ unit: 'binary' }), fc.json());

const KINDS = { assembled, overwritten, torn, noise };

for (const [kind, frames] of Object.entries(KINDS)) {
  test(`[NET-3] [S11] [S20] 30,000 ${kind} frames: each is read or refused, and harms nothing`, () => {
    fc.assert(fc.property(frames, checkDecoding), { numRuns: 30_000 });
    assert.deepEqual(ownProperties(Object.prototype), PROTOTYPE_BEFORE);
  });
}

const MILLION = 1_000_000;
const DEEP: readonly [why: string, frame: string][] = [
  ['a million opened lists', '['.repeat(MILLION)],
  ['a million lists', `${'['.repeat(MILLION)}${']'.repeat(MILLION)}`],
  ['a million opened objects', '{"a":'.repeat(MILLION)],
  ['a million lists as the name', `{"type":"hello","name":${'['.repeat(MILLION)}${']'.repeat(MILLION)}}`],
  [
    'a million lists as members',
    `{"type":"create_room","members":${'['.repeat(MILLION)}${']'.repeat(MILLION)}}`,
  ],
  ['deep positions', `{"type":"hello","resume":${'{"lobby":'.repeat(MILLION)}1${'}'.repeat(MILLION)}}`],
  ['a million digits', `{"type":"read","seq":${'9'.repeat(MILLION)}}`],
  ['a million escapes', `{"type":"send","text":"${'\\u0000'.repeat(MILLION)}"}`],
];

for (const [why, frame] of DEEP) {
  test(`[NET-3] [S11] refused without harm: ${why}`, () => {
    checkDecoding(frame);
    assert.equal(decodeClientFrame(frame).ok, false);
  });
}

function checkDecoding(text: string): void {
  const decoded = decodeClientFrame(text);
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  if (decoded.ok) checkFrame(decoded);
  else {
    assert.ok(Object.hasOwn(ERRORS, decoded.code), decoded.code);
    assert.ok(decoded.id === undefined || COMMAND_ID_PATTERN.test(decoded.id));
  }
}

/** What was accepted once is accepted again unchanged, and has nothing in it that its type does not have. */
function checkFrame({ frame }: Extract<Decoded, { ok: true }>): void {
  assert.equal(Object.getPrototypeOf(frame), Object.prototype);
  for (const name of Object.keys(frame)) assert.ok(name in SAMPLES[frame.type], name);
  assert.ok(!('resume' in frame) || Object.getPrototypeOf(frame.resume) === Object.prototype);
  const text = JSON.stringify(frame);
  const again = decodeClientFrame(text);
  assert.equal(JSON.stringify(again), JSON.stringify({ ok: true, frame: JSON.parse(text) }));
}

function objectText(fields: readonly (readonly [name: string, json: string])[]): string {
  return `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

function ownProperties(object: object): readonly string[] {
  return Object.getOwnPropertyNames(object).sort();
}
