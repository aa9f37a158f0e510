import assert from 'node:assert/strict';
import { LOBBY } from '@teahouse/protocol/ids';
import type { CommandKey, Done } from '../log.ts';
import { mingInLobby } from './chronicle.ts';
import { anna, commandId, ming, userId } from './people.ts';
import { append, loaded, textsOf } from './reading.ts';
import type { Promised, StoreUnderTest } from './store-under-test.ts';

const said = commandId('said');

/** A command happens once, for ever (LOG-3). */
export function repeats(test: Promised): void {
  test('[LOG-3] a command that was done is found by its author and id, for ever', async (store) => {
    const chronicle = mingInLobby().says(ming, LOBBY, 'once', said);
    const seq = chronicle.seq(LOBBY);
    await chronicle.says(ming, LOBBY, 'later').write(store.log);
    const keys = [
      { author: anna, id: said },
      { author: ming, id: said },
      { author: ming, id: commandId('unsaid') },
      { author: userId('nobody'), id: said },
    ];
    for (let opening = 0; opening < 3; opening++) {
      assert.deepEqual(await done(store, keys), [undefined, { stream: LOBBY, seq }, undefined, undefined]);
      await store.reopen();
    }
  });

  test('[LOG-3] two authors may use the same id', async (store) => {
    const chronicle = mingInLobby().says(ming, LOBBY, 'mine', said).says(anna, LOBBY, 'mine too', said);
    await chronicle.write(store.log);
    const seq = chronicle.seq(LOBBY);
    const keys = [ming, anna].map((author) => ({ author, id: said }));
    const places = [seq - 1, seq].map((place) => ({ stream: LOBBY, seq: place }));
    assert.deepEqual(await done(store, keys), places);
  });

  test('[LOG-3] an author who has said something and is nobody yet is found too', async (store) => {
    const visitor = userId('visitor');
    await mingInLobby().says(visitor, LOBBY, 'just passing', said).write(store.log);
    assert.deepEqual(await done(store, [{ author: visitor, id: said }]), [{ stream: LOBBY, seq: 3 }]);
    assert.equal(await loaded(store, { fact: 'user', user: visitor }), undefined);
  });

  test('[LOG-3] events that are not the command’s own are not what a repeat finds', async (store) => {
    const rows = mingInLobby().rows();
    const second = rows.events.find(({ author }) => author === null);
    assert.ok(second);
    await append(store.log, rows);
    assert.deepEqual(await done(store, [{ author: ming, id: second.id }]), [undefined]);
  });

  test('[LOG-3] [R5] the same command is never stored twice, even if nobody looked for it', async (store) => {
    const chronicle = mingInLobby().says(ming, LOBBY, 'once', said);
    await chronicle.write(store.log);
    await assert.rejects(chronicle.fork().says(ming, LOBBY, 'twice', said).write(store.log));
    assert.deepEqual(await textsOf(store, LOBBY), ['once']);
  });

  test('[LOG-3] a command of this transaction is found in it', async (store) => {
    const rows = mingInLobby().says(ming, LOBBY, 'now', said).rows();
    const found = await store.log.transaction(async (transaction) => {
      await transaction.append(rows);
      return transaction.done([{ author: ming, id: said }]);
    });
    assert.deepEqual(found, [{ stream: LOBBY, seq: 3 }]);
  });
}

function done(store: StoreUnderTest, keys: readonly CommandKey[]): Promise<readonly (Done | undefined)[]> {
  return store.log.transaction((transaction) => transaction.done(keys));
}
