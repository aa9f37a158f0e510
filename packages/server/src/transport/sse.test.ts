import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonFrame, PING_FRAME, textFrame } from '../fanout/frames.ts';
import { Cursor } from './cursor.ts';
import { BYTES_BETWEEN_IDS_MAX, textsIn, toEvents } from './sse.ts';

const WELCOME = jsonFrame({
  type: 'welcome',
  user: { id: 'u_a' },
  me: { epoch: 'e', head: 1, id: 'i' },
  rooms: [],
});
const event = (seq: number, text = '') =>
  jsonFrame({ type: 'message', room: 'lobby', seq, n: 1, id: `e${seq}`, by: 'u_a', at: 1, text });
const idsIn = (bytes: Buffer) => bytes.toString().match(/^id: .*$/gm) ?? [];

test('frames of every length become one line of data each, a ping a comment', () => {
  const texts = ['{}', `"${'é'.repeat(100)}"`, `"${'茶'.repeat(30_000)}"`];
  const frames = Buffer.concat([...texts.map(textFrame), PING_FRAME]);
  const expected = `${texts.map((text) => `data: ${text}\n\n`).join('')}:\n\n`;
  assert.equal(toEvents(frames, null).toString(), expected);
  assert.deepEqual([...textsIn(frames)].map(String), texts);
});

test('of messages that leave together the last that moves the cursor bears it', () => {
  const frames = [WELCOME, event(1), event(2), jsonFrame({ type: 'ok', id: 'x' })];
  const cursor = new Cursor({});
  const bytes = toEvents(Buffer.concat(frames), cursor);
  assert.deepEqual(idsIn(bytes), [`id: ${cursor}`]);
  assert.match(bytes.toString(), /\nid: \S+\ndata: \{"type":"message","room":"lobby","seq":2/);
  assert.deepEqual(idsIn(toEvents(PING_FRAME, cursor)), [], 'nothing moved');
});

test('whoever is cut off in the midst of much has got further', () => {
  const frames = Array.from({ length: 50 }, (_, index) => event(index + 1, 'x'.repeat(1_000)));
  const bytes = toEvents(Buffer.concat([WELCOME, ...frames]), new Cursor({}));
  const ids = idsIn(bytes);
  assert.equal(ids.length, Math.floor(bytes.length / BYTES_BETWEEN_IDS_MAX) + 1);
});
