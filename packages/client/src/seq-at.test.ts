import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { Table } from './testing/table.ts';

test('a date is found as the first message since, and as nothing if there is none', async () => {
  using table = new Table();
  const other = table.server.register('Wei');
  for (let said = 0; said < 5; said++) table.say(other);
  await table.start();
  const [first, , third] = table.lobby.messages;
  assert.ok(first && third);
  const seqAt = (atMs: number) => table.answered(table.chat.seqAt(LOBBY, atMs));
  assert.equal(await seqAt(0), first.seq);
  assert.equal(await seqAt(third.at), third.seq);
  assert.equal(await seqAt(Number.MAX_SAFE_INTEGER), null);
});

test('a time before time, or between two milliseconds, is asked for as one that there is', async () => {
  using table = await new Table().start();
  for (const atMs of [-1, 0.5]) await table.answered(table.chat.seqAt(LOBBY, atMs));
  assert.deepEqual(
    table.server
      .heardOf('history')
      .slice(-2)
      .map(({ at }) => at),
    [0, 1],
  );
});
