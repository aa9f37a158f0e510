import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandId, LOBBY, type UserId } from '@teahouse/protocol/ids';
import { MENTIONS_MAX } from '@teahouse/protocol/limits';
import { memoryIdentity, memoryOutbox } from './memory-store.ts';
import { READ_EVERY_MS } from './read-markers.ts';
import { FakeServer } from './testing/fake-server.ts';
import { settle } from './testing/manual-clock.ts';
import { Table } from './testing/table.ts';

/** Wei means this person, or somebody else. */
function means(table: Table, author: UserId, mentions: readonly UserId[]): void {
  const id = `c_${table.server.store.events(LOBBY).length}` as CommandId;
  table.server.store.commit({ type: 'send', id, author, room: LOBBY, text: 'you', mentions });
}

const wishes = ({ lobby: { pinned, notify, place } }: Table) => ({ pinned, notify, place });
const seqAt = (table: Table, index: number) => table.lobby.messages.at(index)?.seq ?? 0;

test('[SYNC-4] unread mentions are counted as they come, as they are read, and by a fresh look', async () => {
  const [identity, server] = [memoryIdentity(), new FakeServer()];
  using table = await new Table({ server, identity }).start();
  const wei = server.register('Wei');
  for (const mentions of [[table.me], [wei], [table.me], [table.me, wei]]) means(table, wei, mentions);
  await table.network.flush();
  assert.equal(table.lobby.mentions, 3);
  using elsewhere = await new Table({ server, identity, seed: 2 }).start();
  assert.equal(elsewhere.lobby.mentions, 3);

  table.chat.markRead(LOBBY, seqAt(table, 1));
  for (const each of [table, elsewhere]) await each.pass(2 * READ_EVERY_MS);
  assert.deepEqual([table.lobby.mentions, elsewhere.lobby.mentions], [2, 2]);
  await table.reconnect();
  assert.equal(table.lobby.mentions, 2);
});

test('a room that was read to its end has no mentions at once, and has the next one', async () => {
  using table = await new Table().start();
  const wei = table.server.register('Wei');
  means(table, wei, [table.me]);
  await table.network.flush();
  table.server.intercept = ({ type }) => (type === 'read' ? null : undefined);
  table.chat.markRead(LOBBY, seqAt(table, -1));
  assert.equal(table.lobby.mentions, 0);
  table.server.intercept = () => undefined;
  means(table, wei, [table.me]);
  await table.pass(30_000);
  assert.equal(table.lobby.mentions, 1);
});

test('[LOG-3] a message keeps whom it mentions until it is sent, also over a restart', async () => {
  const [identity, outbox, server] = [memoryIdentity(), memoryOutbox(), new FakeServer()];
  const wei = server.register('Wei');
  {
    using table = await new Table({ server, identity, outbox }).start();
    table.network.weather = 'hole';
    table.chat.send(LOBBY, '@Wei', { mentions: [wei, wei] });
    table.chat.send(LOBBY, 'nobody', { mentions: [] });
    await settle();
  }
  using table = await new Table({ server, identity, outbox, seed: 2 }).start();
  assert.deepEqual(
    table.lobby.messages.map(({ mentions }) => mentions),
    [[wei], undefined],
  );
  assert.equal(server.store.user(wei).rooms.get(LOBBY)?.mentions, 1);
});

test('a message that failed is tried again with whom it mentions, and nobody is mentioned beyond the limit', async () => {
  using table = await new Table().start();
  const many = Array.from({ length: MENTIONS_MAX + 1 }, () => table.server.register());
  table.server.intercept = (frame) =>
    frame.type === 'send'
      ? { type: 'error', id: frame.id, code: 'not_a_member', message: '', retry: false }
      : undefined;
  const id = table.chat.send(LOBBY, 'all of you', { mentions: many });
  await settle();
  await table.network.flush();
  assert.equal(table.chat.outbox[0]?.state, 'failed');
  table.server.intercept = () => undefined;
  table.chat.retry(id);
  await settle();
  await table.network.flush();
  assert.deepEqual(table.lobby.messages.at(-1)?.mentions, many.slice(0, MENTIONS_MAX));
});

test('[NET-1] what is wanted of a room shows on every device, and what was not named stays', async () => {
  const [identity, server] = [memoryIdentity(), new FakeServer()];
  using table = await new Table({ server, identity }).start();
  using elsewhere = await new Table({ server, identity, seed: 2 }).start();
  assert.deepEqual(wishes(table), { pinned: false, notify: 'all', place: null });
  for (const wanted of [{ pinned: true }, { notify: 'nothing', place: 1.5 }, { pinned: false }] as const) {
    const arranged = table.chat.arrange(LOBBY, wanted);
    await table.network.flush();
    await arranged;
  }
  await elsewhere.network.flush();
  using later = await new Table({ server, identity, seed: 3 }).start();
  for (const each of [table, elsewhere, later]) {
    assert.deepEqual(wishes(each), { pinned: false, notify: 'nothing', place: 1.5 });
  }
});

test('[R27] what is no number is no place, and a room does not lose its place by it', async () => {
  using table = await new Table().start();
  for (const place of [Number.NaN, Number.POSITIVE_INFINITY]) {
    await assert.rejects(table.chat.arrange(LOBBY, { place }), { code: 'bad_field' });
  }
  assert.deepEqual(table.server.heardOf('arrange'), []);
});
