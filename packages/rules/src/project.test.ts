import assert from 'node:assert/strict';
import test from 'node:test';
import { type BlobId, LOBBY } from '@teahouse/protocol/ids';
import { project } from './project.ts';
import { World } from './testing/world.ts';

test('a message that came with a file is listed among the files, and no other', () => {
  const world = World.open();
  const ann = world.guest('a');
  const blob = { id: 'b_tea' as BlobId, type: 'image/png', bytes: new Uint8Array(1) };
  world.do('send', ann, { room: LOBBY, text: 'words' });
  world.do('send', ann, { room: LOBBY, text: '', blob });
  const [words, file] = world.events(LOBBY).slice(-2);
  assert.ok(words && file);
  const rows = (event: typeof words) => project(event).map(({ row }) => row);
  assert.deepEqual(rows(words), ['message']);
  assert.deepEqual(rows(file), ['message', 'file']);
  assert.deepEqual(project(file).at(-1), { row: 'file', room: LOBBY, seq: file.seq });
});
