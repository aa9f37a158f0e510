import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import { Table } from './testing/table.ts';

/** A chat, somebody else, and the texts of what was told as it was said. */
async function listening() {
  const table = await new Table().start();
  const told: string[] = [];
  const stop = table.chat.onMessage(({ text }) => told.push(text));
  return { table, other: table.server.register('Wei'), told, stop };
}

test('what is said now is told once, whoever says it, until nobody listens', async () => {
  const { table, other, told, stop } = await listening();
  using _ = table;
  table.say(other, 'one');
  table.chat.send(LOBBY, 'mine');
  await table.network.flush();
  assert.deepEqual(told.sort(), ['mine', 'one']);
  stop();
  table.say(other, 'two');
  await table.network.flush();
  assert.equal(told.length, 2);
});

test('history is no news', async () => {
  const server = (await new Table().start()).server;
  const other = server.register('Wei');
  using before = await new Table({ server }).start();
  before.say(other, 'long ago');
  using table = new Table({ server });
  const told: string[] = [];
  table.chat.onMessage(({ text }) => told.push(text));
  await table.start();
  assert.equal(table.lobby.messages.at(-1)?.text, 'long ago');
  assert.deepEqual(told, []);
});

for (const missed of [1, 30, 2_000]) {
  test(`[SYNC-3] of ${missed} messages missed none is told, and the next one is`, async () => {
    const { table, other, told } = await listening();
    using _ = table;
    table.say(other, 'before');
    await table.network.flush();
    table.network.link.cut();
    for (let n = 0; n < missed; n++) table.say(other, 'missed');
    await table.waitForTry();
    table.say(other, 'after');
    await table.network.flush();
    assert.equal(table.lobby.messages.at(-1)?.text, 'after');
    assert.deepEqual(told, ['before', 'after']);
  });
}

test('a frame that was lost on a living connection is told late, and in order', async () => {
  const { table, other, told } = await listening();
  using _ = table;
  table.say(other, 'lost');
  table.network.link.toClient.length = 0;
  table.say(other, 'seen');
  await table.network.flush();
  assert.deepEqual(told, ['lost', 'seen']);
});

test('a client that read too slowly is not told what it was spared', async () => {
  const { table, other, told } = await listening();
  using _ = table;
  const { head } = table.lobby;
  for (let n = 0; n < 10; n++) table.say(other, 'dropped');
  table.network.link.toClient.length = 0;
  for (const session of table.server.sessions)
    session.push({ type: 'behind', room: LOBBY, after: head, head: head + 10 });
  await table.network.flush();
  table.say(other, 'after');
  await table.network.flush();
  assert.deepEqual(told, ['after']);
});

test('the first message of a room that somebody opened with this person is told', async () => {
  const { table, other, told } = await listening();
  using _ = table;
  const room = 'r_bbbbbbbbbbbbbbbb';
  openDirect(table, other, room);
  table.say(other, 'hello', room as typeof LOBBY);
  await table.network.flush();
  assert.deepEqual(told, ['hello']);
});

function openDirect(table: Table, author: UserId, room: string): void {
  const outcome = table.server.store.commit({
    ...{ type: 'create_room', id: 'c_room' as CommandId, author, room: room as typeof LOBBY },
    ...{ name: 'Wei · Ming', kind: 'direct', members: [table.me] },
  });
  assert.ok(outcome.ok);
}
