import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EVENT_CHARACTERS_MAX, EventParser, type StreamedEvent } from './event-parser.ts';

type Heard = StreamedEvent | 'comment';

function parse(pieces: readonly string[]): Heard[] {
  const heard: Heard[] = [];
  const parser = new EventParser({
    event: (event) => heard.push(event),
    comment: () => heard.push('comment'),
  });
  for (const piece of pieces) parser.push(piece);
  return heard;
}

/** Bytes as a network brings them: cut wherever it likes, also within a character. */
function cut(bytes: Uint8Array, places: readonly number[]): string[] {
  const decoder = new TextDecoder();
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((one, other) => one - other)];
  return at.map((start, index) => decoder.decode(bytes.subarray(start, at[index + 1]), { stream: true }));
}

test('events, names, comments and fields that mean nothing here', () => {
  const text =
    'event: session\ndata: {"a":1}\n\n:\n\nid: x\nretry: 5\ndata:no space\ndata\ndata:  two\n\nevent: alone\n\n';
  assert.deepEqual(parse([text]), [
    { name: 'session', data: '{"a":1}' },
    'comment',
    { name: 'message', data: 'no space\n\n two' },
  ]);
});

test('an event that is not whole is none', () => {
  assert.deepEqual(parse(['data: {"a":1}\n']), []);
  assert.deepEqual(parse(['data: {"a":1}']), []);
});

test('an event without an end is not gathered for ever', () => {
  assert.throws(() => parse(['data: ', 'x'.repeat(EVENT_CHARACTERS_MAX)]), RangeError);
  assert.throws(() => parse(Array(10).fill(`data: ${'x'.repeat(EVENT_CHARACTERS_MAX / 8)}\n`)), RangeError);
});

const line = fc.string({ unit: fc.constantFrom('a', ':', ' ', '茶', '🍵', 'é', '"') });
const events = fc.array(
  fc.oneof(
    fc.record({ name: fc.constantFrom('message', 'close'), data: line }, { noNullPrototype: true }),
    fc.constant('comment' as const),
  ),
);

for (const end of ['\n', '\r\n', '\r']) {
  test(`what is read does not depend on where the bytes were cut, with lines ended by ${JSON.stringify(end)}`, () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(), { maxLength: 20 }), (said, places) => {
        const text = said
          .map((one) =>
            one === 'comment' ? `:${end}${end}` : `event: ${one.name}${end}data: ${one.data}${end}${end}`,
          )
          .join('');
        assert.deepEqual(parse(cut(new TextEncoder().encode(text), places)), said);
      }),
    );
  });
}
