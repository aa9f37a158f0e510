import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { memoryIdentity, memoryOutbox } from './memory-store.ts';
import { NodeStores } from './node/stores.ts';
import { FakeServer } from './testing/fake-server.ts';
import { settle } from './testing/manual-clock.ts';
import { Table } from './testing/table.ts';

const texts = (table: Table) => table.lobby.messages.map(({ text }) => text);
const pending = (table: Table) => table.lobby.pending.map(({ text, state }) => `${text} ${state}`);

test('the outbox survives a restart: what was not acknowledged is sent by the next run, in order', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teahouse-client-'));
  const file = join(folder, 'chat.sqlite');
  const server = new FakeServer();
  try {
    using before = new NodeStores(file);
    using first = await new Table({ server, ...storesOf(before) }).start();
    first.network.weather = 'hole';
    for (const text of ['one', 'two', 'three']) first.chat.send(LOBBY, text);
    await settle();
    first[Symbol.dispose]();
    before[Symbol.dispose]();

    using after = new NodeStores(file);
    using second = await new Table({ server, ...storesOf(after), seed: 2 }).start();
    assert.equal(second.me, [...server.tokens.values()].at(-1));
    assert.deepEqual([texts(second), pending(second)], [['one', 'two', 'three'], []]);
    assert.deepEqual(await after.outbox.load(), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('[R20] two tabs that share an outbox say each message once, and it disappears from both', async () => {
  const server = new FakeServer();
  const [outbox, identity] = [memoryOutbox(), memoryIdentity()];
  using first = await new Table({ server, outbox, identity }).start();
  first.network.weather = 'down';
  first.network.link.cut();
  for (let n = 0; n < 10; n++) first.chat.send(LOBBY, `${n}`);
  await settle();
  using second = new Table({ server, outbox, identity, seed: 2 });
  second.network.weather = 'down';
  await second.start();
  assert.equal(second.chat.outbox.length, 10);
  first.network.weather = second.network.weather = 'fine';
  for (let turns = 0; turns < 40; turns++) {
    for (const { clock, network } of [first, second]) {
      await clock.advance(100);
      for (const link of network.links) link.open();
      await settle();
      network.link.step();
    }
  }
  await first.network.flush();
  await second.network.flush();
  for (const table of [first, second]) {
    assert.deepEqual(texts(table).toSorted(), '0123456789'.split(''));
    assert.deepEqual(table.chat.outbox, []);
  }
  assert.deepEqual(texts(first), '0123456789'.split(''), 'in their order');
  assert.deepEqual(await outbox.load(), []);
});

test('[R20] what another tab has said leaves this outbox when its event comes, also before its turn', async () => {
  using table = new Table({ outbox: memoryOutbox() });
  table.server.intercept = (frame) => (frame.type === 'send' ? null : undefined);
  await table.start();
  table.chat.send(LOBBY, 'first');
  const id = table.chat.send(LOBBY, 'second');
  await table.network.flush();
  table.server.store.commit({ type: 'send', id, author: table.me, room: LOBBY, text: 'second' });
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table)], [['second'], ['first pending']]);
});

test('a store that fails makes a message less safe, not unsendable', async () => {
  const broken = () => Promise.reject(new Error('quota'));
  using table = await new Table({ outbox: { load: async () => [], put: broken, remove: broken } }).start();
  table.chat.send(LOBBY, 'still');
  await table.network.flush();
  assert.deepEqual([texts(table), pending(table)], [['still'], []]);
});

test('logout forgets what was to be sent: it was another person who wrote it', async () => {
  const outbox = memoryOutbox();
  using table = new Table({ outbox });
  table.network.weather = 'down';
  await table.start();
  table.chat.send(LOBBY, 'unsent');
  await settle();
  await table.chat.logout();
  assert.deepEqual([table.chat.outbox, await outbox.load(), table.chat.me], [[], [], null]);
});

function storesOf({ identity, outbox }: NodeStores) {
  return { identity, outbox };
}
