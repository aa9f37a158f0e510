import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlobId } from '@teahouse/protocol/ids';
import { eventLines } from './event-lines.ts';
import { eventFields, message } from './testing/events.ts';
import { chinese } from './texts/chinese.ts';
import { english } from './texts/english.ts';

const said = (event: Parameters<typeof eventLines>[0], texts = english) =>
  eventLines(event, texts).replace(/^\d\d:\d\d /, '');

test('a message is its time, its author and its text', () => {
  assert.match(eventLines(message(1, '你好'), english), /^\d\d:\d\d 小明: 你好$/);
});

test('further lines stand under the first, so that none passes for another message', () => {
  assert.equal(said(message(1, 'one\n12:00 root: two')), '小明: one\n      12:00 root: two');
});

test('[S22] neither a text nor a name can command the terminal', () => {
  const event = { ...message(1, '\x1b[2J'), from: 'a\x1b]0;x\x07' };
  assert.equal(said(event), 'a␛]0;x␇: ␛[2J');
});

test('somebody without a name is told apart by their id', () => {
  const { from: _, ...nameless } = message(1, 'hi');
  assert.equal(said(nameless), 'Guest aaaa: hi');
  assert.equal(said(nameless, chinese), '客人 aaaa: hi');
});

test('a file is told with where it is', () => {
  const attachment = { id: 'b' as BlobId, type: 'image/png', size: 1_200, url: '/blobs/b' };
  assert.equal(said({ ...message(1, ''), attachment }), '小明: [file image/png, 1,200 bytes: /blobs/b]');
  assert.equal(
    said({ ...message(1, 'look'), attachment }),
    '小明: look\n      [file image/png, 1,200 bytes: /blobs/b]',
  );
});

test('who came, went and has another name is told in the reader’s language', () => {
  assert.equal(said({ type: 'joined', ...eventFields(1), members: 2 }), '* 小明 came in');
  assert.equal(said({ type: 'left', ...eventFields(1), members: 2 }, chinese), '* 小明 离开了');
  assert.equal(said({ type: 'renamed', ...eventFields(1), name: 'Ada' }), '* 小明 is now Ada');
});
