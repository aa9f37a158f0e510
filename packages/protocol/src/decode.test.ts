import assert from 'node:assert/strict';
import test from 'node:test';
import { CLIENT_FRAMES, type ClientFrameType } from './client-frames.ts';
import { type Decoded, decodeClientFrame } from './decode.ts';
import { FIRST_MEMBERS_MAX, MENTIONS_MAX, ROOMS_PER_USER_MAX, SEQ_MAX } from './limits.ts';
import { EPOCH, ID, OTHER, ROOM, SAMPLES, TOKEN, USER } from './testing/samples.ts';

const AT = { epoch: EPOCH, seq: 41, id: ID };
const TYPES = Object.keys(CLIENT_FRAMES) as ClientFrameType[];

function decode(frame: object): Decoded {
  return decodeClientFrame(JSON.stringify(frame));
}

for (const type of TYPES) {
  const sample = SAMPLES[type];

  test(`[NET-1] ${type} is read with every field it can have`, () => {
    assert.deepEqual(decode(sample), { ok: true, frame: sample });
  });

  test(`[NET-1] ${type} is read the same with fields that nobody knows yet`, () => {
    assert.deepEqual(decode({ ...sample, newer: { deep: [1, null] } }), { ok: true, frame: sample });
  });

  test(`[NET-3] [S20] each field of ${type} is refused if it is of another kind`, () => {
    for (const field of Object.keys(sample).filter((name) => name !== 'type')) {
      for (const wrong of [null, true, -1, 0.5, [], {}, { $ne: 1 }, ['x'], [[]]]) {
        const decoded = decode({ ...sample, [field]: wrong });
        if (isFine(field, wrong)) continue;
        assert.equal(decoded.ok, false, `${field}: ${JSON.stringify(wrong)}`);
        assert.equal(!decoded.ok && decoded.code, 'bad_field');
        assert.equal(!decoded.ok && decoded.field, field);
        assert.equal(!decoded.ok && decoded.id, field === 'id' || !('id' in sample) ? undefined : ID);
      }
    }
  });
}

/** What is not wrong everywhere: nobody to invite or to mention, nothing to resume, a place anywhere or nowhere. */
function isFine(field: string, value: unknown): boolean {
  const fine: Record<string, readonly unknown[]> = {
    members: ['[]'],
    mentions: ['[]'],
    resume: ['{}'],
    pinned: ['true'],
    place: ['null', '-1', '0.5'],
  };
  return (fine[field] ?? []).includes(JSON.stringify(value));
}

test('[NET-3] fields that may be absent may be absent, and no others', () => {
  const optional: Record<string, readonly string[]> = {
    hello: ['name', 'token', 'resume'],
    send: ['mentions'],
    create_room: ['members'],
    arrange: ['pinned', 'notify', 'place'],
    history: ['before', 'after', 'at', 'limit'],
    events: ['limit'],
    subscribe: ['position'],
    rooms: ['after', 'limit'],
    members: ['after', 'limit'],
    files: ['before', 'limit'],
  };
  for (const type of TYPES) {
    for (const field of Object.keys(SAMPLES[type]).filter((name) => name !== 'type')) {
      const { [field]: _, ...rest } = SAMPLES[type] as Record<string, unknown>;
      assert.equal(decode(rest).ok, (optional[type] ?? []).includes(field), `${type} without ${field}`);
    }
  }
});

const REFUSED: readonly [why: string, frame: string, refusal: object][] = [
  ['nothing', '', { code: 'not_json' }],
  ['words', 'hello', { code: 'not_json' }],
  ['half an object', '{"type":"hello"', { code: 'not_json' }],
  ['a number', '1', { code: 'not_json' }],
  ['null', 'null', { code: 'not_json' }],
  ['a list', '[{"type":"hello"}]', { code: 'not_json' }],
  ['two objects', '{"type":"typing"}{"type":"typing"}', { code: 'not_json' }],
  ['a byte order mark', '\ufeff{"type":"hello"}', { code: 'not_json' }],
  ['no type', '{"id":"a"}', { code: 'unknown_type', id: 'a' }],
  ['a type of another kind', '{"type":["send"]}', { code: 'unknown_type' }],
  ['an unknown type', '{"type":"sned","id":"a"}', { code: 'unknown_type', id: 'a' }],
  ['a type of an event', '{"type":"message","id":"a"}', { code: 'unknown_type', id: 'a' }],
  ['a type every object has', '{"type":"constructor"}', { code: 'unknown_type' }],
  ['the prototype as type', '{"type":"__proto__"}', { code: 'unknown_type' }],
  ['a type in the prototype', '{"__proto__":{"type":"hello"}}', { code: 'unknown_type' }],
  ['an id that is no id', '{"type":"?","id":"a b"}', { code: 'unknown_type' }],
  ['an id that is too long', `{"type":"?","id":"${'a'.repeat(65)}"}`, { code: 'unknown_type' }],
  ['a NUL in the text', sending('a\0'), { code: 'bad_text', id: 'a' }],
  ['a lone surrogate', sending('\ud800'), { code: 'bad_text', id: 'a' }],
  ['only white space', sending(' \u3000'), { code: 'empty_text', id: 'a' }],
  ['too much text', sending('x'.repeat(4_001)), { code: 'too_long', id: 'a' }],
  ['a bidi override in a name', '{"type":"hello","name":"\u202e"}', { code: 'bad_name' }],
  ['a new name of nothing', '{"type":"rename","id":"a","name":" "}', { code: 'bad_name', id: 'a' }],
];

for (const [why, frame, refusal] of REFUSED) {
  test(`[NET-3] refused: ${why}`, () =>
    assert.deepEqual(decodeClientFrame(frame), { ok: false, ...refusal }));
}

function sending(text: string): string {
  return JSON.stringify({ type: 'send', id: 'a', room: 'lobby', text });
}

const BAD_FIELDS: readonly [why: string, frame: object, field: string][] = [
  ['a room that cannot be one', { ...SAMPLES.send, room: 'Lobby' }, 'room'],
  ['a person as a room', { ...SAMPLES.send, room: USER }, 'room'],
  ['a path as a room', { ...SAMPLES.join, room: 'r_../../etc/passwd0' }, 'room'],
  ['a line feed behind a room', { ...SAMPLES.join, room: `${ROOM}\n` }, 'room'],
  ['an id with white space', { ...SAMPLES.send, id: 'a b' }, 'id'],
  ['an id of nothing', { ...SAMPLES.send, id: '' }, 'id'],
  ['a short token', { ...SAMPLES.hello, token: TOKEN.slice(1) }, 'token'],
  ['a kind of room there is none of', { ...SAMPLES.create_room, kind: 'secret' }, 'kind'],
  ['a room as a member', { ...SAMPLES.create_room, members: [ROOM] }, 'members'],
  ['a crowd', { ...SAMPLES.create_room, members: Array(FIRST_MEMBERS_MAX + 1).fill(OTHER) }, 'members'],
  ['a room to mention', { ...SAMPLES.send, mentions: [ROOM] }, 'mentions'],
  ['too many to mention', { ...SAMPLES.send, mentions: Array(MENTIONS_MAX + 1).fill(OTHER) }, 'mentions'],
  ['a way to be told there is none of', { ...SAMPLES.arrange, notify: 'sometimes' }, 'notify'],
  ['no messages at all', { ...SAMPLES.history, limit: 0 }, 'limit'],
  ['half a position', { ...SAMPLES.subscribe, position: { epoch: EPOCH, seq: 1 } }, 'position'],
  ['an epoch that cannot be one', { ...SAMPLES.subscribe, position: { ...AT, epoch: 'a b' } }, 'position'],
  ['a stream that cannot be one', { ...SAMPLES.hello, resume: { nowhere: AT } }, 'resume'],
  ['a stream every object has', { ...SAMPLES.hello, resume: { constructor: AT } }, 'resume'],
  ['more streams than there can be', { ...SAMPLES.hello, resume: streams(ROOMS_PER_USER_MAX + 2) }, 'resume'],
];

function streams(count: number): Record<string, typeof AT> {
  const name = (index: number) =>
    `r_${index.toString(2).padStart(16, '0').replaceAll('0', 'a').replaceAll('1', 'b')}`;
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), AT]));
}

for (const [why, frame, field] of BAD_FIELDS) {
  test(`[NET-3] [S20] bad_field names the field: ${why}`, () => {
    const decoded = decode(frame);
    assert.equal(!decoded.ok && decoded.code, 'bad_field');
    assert.equal(!decoded.ok && decoded.field, field);
  });
}

test('[NET-3] as many streams as one person can have may be resumed', () => {
  assert.ok(decode({ ...SAMPLES.hello, resume: streams(ROOMS_PER_USER_MAX + 1) }).ok);
});

for (const seq of ['-1', '0.5', '1e400', '-1e400', '1e100', `${SEQ_MAX + 1}`, '9007199254740993', '"1"']) {
  test(`[R27] ${seq} is no seq, wherever one is asked for`, () => {
    const places = [
      `{"type":"read","id":"a","room":"lobby","seq":${seq}}`,
      `{"type":"events","id":"a","room":"lobby","after":${seq}}`,
      `{"type":"history","id":"a","room":"lobby","before":${seq}}`,
      `{"type":"hello","resume":{"lobby":{"epoch":"e-1","seq":${seq},"id":"a"}}}`,
    ];
    for (const place of places) assert.equal(decodeClientFrame(place).ok, false, place);
  });
}

for (const place of ['1e400', '-1e400', '"1"', '[1]']) {
  test(`[R27] ${place} is no place of a room`, () => {
    const frame = `{"type":"arrange","id":"a","room":"lobby","place":${place}}`;
    assert.equal(decodeClientFrame(frame).ok, false);
  });
}

test('[SYNC-4] 0 has no sign, for it has none in what is stored', () => {
  const decoded = decodeClientFrame('{"type":"arrange","id":"a","room":"lobby","place":-0}');
  assert.ok(decoded.ok && decoded.frame.type === 'arrange' && Object.is(decoded.frame.place, 0));
});
