import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { Table } from './testing/table.ts';
import { TYPING_SHOWN_MS, TYPING_TOLD_EVERY_MS } from './typing.ts';

test('writing is told at most every few seconds, and not at all without a connection', async () => {
  using table = await new Table().start();
  for (let keystroke = 0; keystroke < 50; keystroke++) table.chat.typing(LOBBY);
  await table.pass(TYPING_TOLD_EVERY_MS);
  table.chat.typing(LOBBY);
  await table.network.flush();
  assert.equal(table.server.heardOf('typing').length, 2);
  table.network.link.cut();
  await table.clock.advance(TYPING_TOLD_EVERY_MS);
  table.chat.typing(LOBBY);
  assert.equal(table.server.heardOf('typing').length, 2);
});

test('somebody is shown as writing for a while, or until they have said it', async () => {
  using table = await new Table().start();
  const wei = { id: table.server.register('Wei'), name: 'Wei' };
  const lan = { id: table.server.register('Lan'), name: 'Lan' };
  const writes = async (...users: (typeof wei)[]) => {
    for (const session of table.server.sessions) session.push({ type: 'typing', room: LOBBY, users });
    await table.network.flush();
  };
  await writes(wei, lan);
  assert.deepEqual(table.lobby.typing, [wei, lan]);
  await table.pass(TYPING_SHOWN_MS - 1_000);
  await writes(lan);
  await table.pass(1_000);
  assert.deepEqual(table.lobby.typing, [lan]);
  table.say(lan.id);
  await table.network.flush();
  assert.deepEqual(table.lobby.typing, []);
});
