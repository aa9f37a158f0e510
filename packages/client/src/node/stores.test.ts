import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CommandId } from '@teahouse/protocol/ids';
import { LOBBY } from '@teahouse/protocol/ids';
import type { OutboxEntry } from '../outbox.ts';
import { storeContract } from '../testing/store-contract.ts';
import { NodeStores } from './stores.ts';

const runner = {
  test: (name: string, run: () => Promise<void>) => void test(name, run),
  equal: assert.deepEqual,
};
storeContract('node, in memory', () => new NodeStores(':memory:'), runner);

const entry: OutboxEntry = {
  id: 'c_1' as CommandId,
  room: LOBBY,
  text: '你好',
  createdAtMs: 1,
  state: 'pending',
};

test('a file is shared by several programs, and outlives them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teahouse-client-'));
  try {
    const file = join(folder, 'chat.sqlite');
    using first = new NodeStores(file);
    using second = new NodeStores(file);
    await first.outbox.put(entry);
    assert.deepEqual(await second.outbox.load(), [entry]);
    await second.outbox.remove(entry.id);
    assert.deepEqual(await first.outbox.load(), []);
    await second.outbox.put(entry);
    first[Symbol.dispose]();
    second[Symbol.dispose]();
    using later = new NodeStores(file);
    assert.deepEqual(await later.outbox.load(), [entry]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
