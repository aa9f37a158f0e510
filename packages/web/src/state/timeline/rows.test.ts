import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomEvent } from '@teahouse/protocol/events';
import { sentencesOf } from './folded-notices.ts';
import { GROUP_PAUSE_MS_MAX, messageKey, type Notice, type Row, rowsOf } from './rows.ts';

const DAY_MS = 86_400_000;
const startOfDay = (atMs: number) => atMs - (atMs % DAY_MS);

interface Said {
  readonly by?: string;
  readonly from?: string;
  readonly at?: number;
}

function event(
  seq: number,
  type: RoomEvent['type'],
  { by = 'ada', from = by, at = seq }: Said = {},
): RoomEvent {
  const fields = {
    room: 'lobby',
    seq,
    n: seq,
    id: `c${seq}`,
    by,
    from,
    at,
    members: 2,
    name: 'new',
    text: 'tea',
  };
  return { type, ...fields, kind: 'open' } as unknown as RoomEvent;
}

const message = (seq: number, said: Said = {}) => event(seq, 'message', said);

/** Rows in a few letters: D day, U unread line, n notices, M a message that opens a group, m one that goes on. */
function shape(rows: readonly Row[]): string {
  return rows
    .map((row) =>
      row.row === 'message' ? (row.opensGroup ? 'M' : 'm') : { day: 'D', unread: 'U', notices: 'n' }[row.row],
    )
    .join('');
}

const shapeOf = (timeline: RoomEvent[], readSeq: number | null = null) =>
  shape(rowsOf(timeline, { hasOlder: false, readSeq, startOfDay }));

test('messages of one author in a row are a group', () => {
  assert.equal(shapeOf([message(1), message(2), message(3, { by: 'bo' }), message(4)]), 'DMmMM');
});

test('a pause, another name, a notice and a new day each end a group', () => {
  assert.equal(shapeOf([message(1, { at: 0 }), message(2, { at: GROUP_PAUSE_MS_MAX })]), 'DMm');
  assert.equal(shapeOf([message(1, { at: 0 }), message(2, { at: GROUP_PAUSE_MS_MAX + 1 })]), 'DMM');
  assert.equal(shapeOf([message(1), message(2, { from: 'Ada 2' })]), 'DMM');
  assert.equal(shapeOf([message(1), event(2, 'joined', { by: 'bo' }), message(3)]), 'DMnM');
  assert.equal(shapeOf([message(1, { at: DAY_MS - 1 }), message(2, { at: DAY_MS })]), 'DMDM');
});

test('comings and goings in a row are one line, and the making of the room none', () => {
  const timeline = [
    event(1, 'room_created'),
    event(2, 'joined'),
    event(3, 'left'),
    message(4),
    event(5, 'joined'),
  ];
  assert.equal(shapeOf(timeline), 'DnMn');
});

test('the unread line stands once, before the first message that was new', () => {
  const timeline = [message(1), message(2), event(3, 'joined'), message(4), message(5)];
  assert.equal(shapeOf(timeline, 1), 'DMUMnMm');
  assert.equal(shapeOf(timeline, 2), 'DMmnUMm');
  assert.equal(shapeOf(timeline, 5), 'DMmnMm');
  assert.equal(shapeOf(timeline, null), 'DMmnMm');
});

test('where the unread messages begin before all that is here, no line pretends that they begin here', () => {
  const timeline = [message(10), message(11)];
  const shapeWith = (readSeq: number) => shape(rowsOf(timeline, { hasOlder: true, readSeq, startOfDay }));
  assert.equal(shapeWith(8), 'DMm');
  assert.equal(shapeWith(9), 'DUMm');
  assert.equal(shapeOf(timeline, 8), 'DUMm');
});

test('keys are unique, and a message keeps the one it had while it waited', () => {
  const rows = rowsOf([message(1), event(2, 'joined'), message(3)], {
    hasOlder: false,
    readSeq: 1,
    startOfDay,
  });
  const keys = rows.map((row) => row.key);
  assert.equal(new Set(keys).size, keys.length);
  assert.ok(keys.includes(messageKey('ada', 'c3')));
});

test('older messages in front change no key of the messages behind them', () => {
  const keysOf = (timeline: RoomEvent[]) =>
    rowsOf(timeline, { hasOlder: false, readSeq: null, startOfDay }).flatMap((row) =>
      row.row === 'message' ? row.key : [],
    );
  const newer = [message(3), message(4)];
  assert.deepEqual(keysOf([message(1), message(2), ...newer]).slice(2), keysOf(newer));
});

test('people who came together are one sentence', () => {
  const notices = [
    event(1, 'joined', { by: 'a' }),
    event(2, 'joined', { by: 'b' }),
    event(3, 'renamed', { by: 'a' }),
    event(4, 'renamed', { by: 'a' }),
    event(5, 'left', { by: 'b' }),
  ] as Notice[];
  assert.deepEqual(
    sentencesOf(notices).map((sentence) => [
      sentence.says,
      'notices' in sentence ? sentence.notices.length : 1,
    ]),
    [
      ['joined', 2],
      ['renamed', 1],
      ['renamed', 1],
      ['left', 1],
    ],
  );
});
