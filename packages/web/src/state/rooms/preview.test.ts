import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '@teahouse/protocol/events';
import type { UserId } from '@teahouse/protocol/ids';
import { TEXTS } from '../../text/texts.ts';
import { lineOf, PREVIEW_CHARACTERS_MAX, previewOf } from './preview.ts';

const { en, zh } = TEXTS;
const ME = { id: 'u_me' as UserId, name: 'Ada' };
const said = (text: string, by = 'u_ming') => ({ by, from: '小明', text, at: 7 }) as unknown as Message;

test('the last message is shown with its author, oneself as oneself', () => {
  const room = { kind: 'open', latest: said('two') } as const;
  assert.deepEqual(previewOf(room, ME, en), { author: '小明', text: 'two', atMs: 7 });
  assert.equal(previewOf({ ...room, latest: said('three', ME.id) }, ME, zh)?.author, zh.mine);
  assert.equal(previewOf({ ...room, latest: null }, ME, en), null);
});

test('in a room of two the other one need not be named', () => {
  const room = { kind: 'direct', latest: said('hello') } as const;
  assert.equal(previewOf(room, ME, en)?.author, null);
  assert.equal(previewOf({ ...room, latest: said('hi', ME.id) }, ME, en)?.author, en.mine);
});

test('a preview is one short line, and no character is cut in two', () => {
  assert.equal(lineOf(said('  first\n\n second\tthird '), en), 'first second third');
  const long = lineOf(said('🍵'.repeat(500)), en);
  assert.ok([...long].length <= PREVIEW_CHARACTERS_MAX && /^🍵+$/u.test(long));
  const file = { ...said(''), attachment: { id: 'b', type: 'image/png', size: 1, url: '' } } as Message;
  assert.equal(lineOf(file, zh), zh.attachment);
});

test('the signs of formatting are left out, those that mean themselves stay, and what deceives is gone', () => {
  assert.equal(lineOf(said('**bold** and `code` and ~~struck~~'), en), 'bold and code and struck');
  assert.equal(lineOf(said('> quoted\n# Title\n```ts\nlet a;\n```'), en), 'quoted Title let a;');
  assert.equal(lineOf(said('2 ** 3 ** 4, a_b_c, 3 > 2'), en), '2 ** 3 ** 4, a_b_c, 3 > 2');
  assert.equal(lineOf(said('\u202egnp.exe'), en), 'gnp.exe');
});
