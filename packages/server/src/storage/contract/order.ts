import assert from 'node:assert/strict';
import { LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from './chronicle.ts';
import { ming } from './people.ts';
import { textsOf } from './reading.ts';
import type { Promised } from './store-under-test.ts';

/** Transactions run one after another. */
export function order(test: Promised): void {
  test('[LOG-5] transactions run one after another, in the order asked for', async (store) => {
    const steps: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = store.log.transaction(async () => {
      steps.push('first begins');
      await gate.promise;
      steps.push('first ends');
    });
    const others = ['second', 'third'].map((step) =>
      store.log.transaction(async () => {
        steps.push(step);
      }),
    );
    gate.resolve();
    await Promise.all([first, ...others]);
    assert.deepEqual(steps, ['first begins', 'first ends', 'second', 'third']);
  });

  test('a transaction that fails does not stop those behind it', async (store) => {
    const failing = store.log.transaction(() => Promise.reject(new Error('mine alone')));
    const writing = mingInLobby().write(store.log);
    await assert.rejects(failing, /mine alone/);
    await writing;
    assert.equal((await store.archive.head(LOBBY)).head, 2);
  });

  test('closing waits for what runs', async (store) => {
    const writing = mingInLobby().says(ming, LOBBY, 'before closing').write(store.log);
    await store.reopen();
    await writing;
    assert.deepEqual(await textsOf(store, LOBBY), ['before closing']);
  });
}
