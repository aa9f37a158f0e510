import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BlobId, type CommandId, LOBBY } from '@teahouse/protocol/ids';
import { FILES_PAGE_MESSAGES } from './files.ts';
import { Table } from './testing/table.ts';

/** Somebody shows so many files, each after a word. */
function showing(table: Table, count: number): void {
  const author = table.server.register('Wei');
  for (let number = 0; number < count; number++) {
    table.say(author);
    const blob = { id: `b_${number}` as BlobId, type: 'image/png', bytes: new Uint8Array(1) };
    const id = `c_file${number}` as CommandId;
    table.server.store.commit({ type: 'send', id, author, room: LOBBY, text: '', blob });
  }
}

test('files are the messages that came with one, newest first, and further back page by page', async () => {
  using table = new Table();
  showing(table, FILES_PAGE_MESSAGES + 3);
  await table.start();
  const newest = await table.answered(table.chat.files(LOBBY));
  assert.deepEqual([newest.messages.length, newest.more], [FILES_PAGE_MESSAGES, true]);
  assert.equal(newest.messages[0]?.attachment?.id, `b_${FILES_PAGE_MESSAGES + 2}`);
  const before = newest.messages.at(-1)?.seq ?? 0;
  const oldest = await table.answered(table.chat.files(LOBBY, { before }));
  assert.deepEqual(
    oldest.messages.map(({ attachment }) => attachment?.id),
    ['b_2', 'b_1', 'b_0'],
  );
  assert.equal(oldest.more, false);
});

test('a room without files has an empty page', async () => {
  using table = await new Table().start();
  assert.deepEqual(await table.answered(table.chat.files(LOBBY)), { messages: [], more: false });
});
