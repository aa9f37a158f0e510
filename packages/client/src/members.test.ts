import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { PAGE_MEMBERS_MAX } from '@teahouse/protocol/limits';
import { MEMBERS_LISTED_MAX } from './members.ts';
import { Table } from './testing/table.ts';

test('members are everyone in the room, in order, with the names they have', async () => {
  using table = new Table();
  const wei = table.server.register('Wei');
  await table.start();
  const members = await table.answered(table.chat.members(LOBBY));
  assert.deepEqual(members, [
    { id: wei, name: 'Wei' },
    { id: table.me, name: 'Ming' },
  ]);
});

test('members come page by page, up to a limit', async () => {
  using table = await new Table().start();
  const asked = () => table.server.heardOf('members').length;
  const person = { id: table.me };
  const full = Array.from({ length: PAGE_MEMBERS_MAX }, () => person);
  table.server.intercept = (frame) => {
    if (frame.type !== 'members') return undefined;
    return { type: 'members', id: frame.id, room: frame.room, members: full, more: true };
  };
  assert.equal((await table.answered(table.chat.members(LOBBY))).length, MEMBERS_LISTED_MAX);
  assert.equal(asked(), MEMBERS_LISTED_MAX / PAGE_MEMBERS_MAX);
  table.server.intercept = (frame) => {
    if (frame.type !== 'members') return undefined;
    return { type: 'members', id: frame.id, room: frame.room, members: [], more: true };
  };
  assert.deepEqual(await table.answered(table.chat.members(LOBBY)), [], 'an empty page ends it');
});
