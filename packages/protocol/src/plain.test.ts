import assert from 'node:assert/strict';
import test from 'node:test';
import type { Message, RoomEvent } from './events.ts';
import type { BlobId } from './ids.ts';
import { plainText } from './plain.ts';
import { ID, ROOM, USER } from './testing/samples.ts';

const EVENT = { room: ROOM, seq: 2, n: 1, id: ID, by: USER, at: 1 };
const MESSAGE: Message = { type: 'message', ...EVENT, text: 'hello' };

test('[NET-2] what someone without a name said is shown as it was sent', () => {
  assert.equal(plainText(MESSAGE), 'hello');
});

test('[NET-2] what someone with a name said begins with it', () => {
  assert.equal(plainText({ ...MESSAGE, from: '小明' }), '小明：hello');
});

test('[NET-2] an attachment arrives as the binary frame it was, and has no text of its own', () => {
  const attachment = { id: 'b_1' as BlobId, type: 'image/png', size: 3, url: '/blobs/b_1' };
  assert.equal(plainText({ ...MESSAGE, attachment }), null);
});

test('[NET-2] nothing but messages is shown', () => {
  const others: readonly RoomEvent[] = [
    { type: 'room_created', ...EVENT, name: 'tea', kind: 'open', members: 1 },
    { type: 'joined', ...EVENT, members: 2 },
    { type: 'left', ...EVENT, members: 1 },
    { type: 'renamed', ...EVENT, name: '小红' },
  ];
  for (const event of others) assert.equal(plainText(event), null);
});
