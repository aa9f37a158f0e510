import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';
import type { OutboxEntry } from '../outbox.ts';
import type { Identity, IdentityStore, OutboxStore } from '../platform.ts';

export interface Stores {
  readonly identity: IdentityStore;
  readonly outbox: OutboxStore;
}

/** What runs the checks: `test` and `assert.deepEqual` of node:test. */
export interface Runner {
  test(name: string, run: () => Promise<void>): void;
  equal(actual: unknown, expected: unknown): void;
}

const ming: Identity = { token: 'x'.repeat(43), user: { id: 'u_aaaaaaaaaaaaaaaa' as UserId, name: '小明' } };

function entry(id: string, createdAtMs: number): OutboxEntry {
  return {
    id: id as CommandId,
    room: 'lobby' as RoomId,
    text: `你好 ${id}\n"quoted"`,
    mentions: ['u_bbbbbbbbbbbbbbbb' as UserId],
    createdAtMs,
    state: 'pending',
  };
}

/** What the stores of every platform must do. `open` gives empty ones. */
export function storeContract(name: string, open: () => Stores, { test, equal }: Runner): void {
  test(`${name}: an identity is kept as it was saved, until it is cleared`, async () => {
    const { identity } = open();
    equal(await identity.load(), null);
    await identity.save(ming);
    const renamed = { ...ming, user: { id: ming.user.id } };
    await identity.save(renamed);
    equal(await identity.load(), renamed);
    await identity.clear();
    equal(await identity.load(), null);
  });

  test(`${name}: messages come back in the order they were made, not the order they were put`, async () => {
    const { outbox } = open();
    await outbox.put(entry('c_2', 20));
    await outbox.put(entry('c_3', 30));
    await outbox.put(entry('c_1', 10));
    equal(await outbox.load(), [entry('c_1', 10), entry('c_2', 20), entry('c_3', 30)]);
  });

  test(`${name}: the same id replaces, and removing twice is no error`, async () => {
    const { outbox } = open();
    const failed: OutboxEntry = { ...entry('c_1', 10), state: 'failed', code: 'too_long' };
    await outbox.put(entry('c_1', 10));
    await outbox.put(failed);
    equal(await outbox.load(), [failed]);
    await outbox.remove('c_1' as CommandId);
    await outbox.remove('c_1' as CommandId);
    equal(await outbox.load(), []);
  });

  test(`${name}: puts and removals that were not waited for happen in their order`, async () => {
    const { outbox } = open();
    const put = outbox.put(entry('c_1', 10));
    const removed = outbox.remove('c_1' as CommandId);
    const again = outbox.put(entry('c_1', 11));
    await Promise.all([put, removed, again]);
    equal(await outbox.load(), [entry('c_1', 11)]);
  });
}
