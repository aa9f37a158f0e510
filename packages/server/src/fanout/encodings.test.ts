import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFrames, TEXT } from '../testing/sent-frames.ts';
import { plainFrame } from './encodings.ts';

const message = (fields: object) => ({
  type: 'message',
  bytes: Buffer.from(JSON.stringify({ type: 'message', room: 'lobby', seq: 1, ...fields })),
});
const shown = (frame: Buffer | null) => (frame ? parseFrames(frame)[0] : null);

test('[NET-2] plain clients see what a nameless client sent as it was', () => {
  const sent = shown(plainFrame(message({ text: '{"not":"touched"}' })));
  assert.equal(sent?.opcode, TEXT);
  assert.equal(sent?.payload.toString(), '{"not":"touched"}');
});

test('[NET-2] plain clients see who said it, after a full-width colon', () => {
  assert.equal(shown(plainFrame(message({ from: '小明', text: '你好' })))?.payload.toString(), '小明：你好');
});

test('[NET-2] a binary frame stays the same binary frame', () => {
  const blob = new Uint8Array([0, 255, 128]);
  const sent = shown(plainFrame({ ...message({ text: '', attachment: { id: 'b_1' } }), blob }));
  assert.deepEqual(sent, { opcode: 0x2, payload: Buffer.from(blob) });
});

test('[NET-2] plain clients are not shown what is no message', () => {
  const bytes = Buffer.from('this is never parsed');
  for (const type of ['joined', 'left', 'renamed', 'room_created'])
    assert.equal(plainFrame({ type, bytes }), null);
});
