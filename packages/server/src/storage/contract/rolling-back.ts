import assert from 'node:assert/strict';
import { UNARRANGED } from '@teahouse/protocol/arrangement';
import { type BlobId, LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from './chronicle.ts';
import { anna, annasToken, commandId, garden, ming } from './people.ts';
import { append, everything, textsOf } from './reading.ts';
import type { Promised } from './store-under-test.ts';

/** A transaction is stored as a whole or not at all, and seen when it is stored. */
export function rollingBack(test: Promised): void {
  test('[R3] if the work throws nothing of it is stored, and its error comes back', async (store) => {
    const chronicle = mingInLobby();
    await chronicle.write(store.log);
    const before = await everything(store);
    const doomed = chronicle
      .fork()
      .opens(anna, garden)
      .registers(anna, { name: 'Anna', token: annasToken })
      .joins(anna, LOBBY, 2)
      .says(anna, LOBBY, 'lost', commandId('lost'))
      .leaves(ming, LOBBY)
      .attaches('b_lost' as BlobId, 'text/plain', new Uint8Array([1]));
    const mishap = new Error('in the middle');
    const failing = store.log.transaction(async (transaction) => {
      await transaction.append(doomed.rows());
      throw mishap;
    });
    await assert.rejects(failing, (error) => error === mishap);
    assert.deepEqual(await everything(store), before);
    assert.equal(await store.archive.blob('b_lost'), undefined);
    await chronicle.says(ming, LOBBY, 'life goes on', commandId('lost')).write(store.log);
    assert.deepEqual(await textsOf(store, LOBBY), ['life goes on']);
  });

  test('[LOG-4] what is not committed is not seen outside, and then at once', async (store) => {
    const chronicle = mingInLobby();
    await chronicle.write(store.log);
    const rows = chronicle.says(ming, LOBBY, 'soon').rows();
    await store.log.transaction(async (transaction) => {
      await transaction.append(rows);
      assert.equal((await store.archive.head(LOBBY)).head, 2);
      assert.deepEqual(await textsOf(store, LOBBY), []);
    });
    assert.equal((await store.archive.head(LOBBY)).head, 3);
    assert.deepEqual(await textsOf(store, LOBBY), ['soon']);
  });

  test('a change that has nothing to change is our bug, and leaves nothing', async (store) => {
    await mingInLobby().write(store.log);
    const before = await everything(store);
    const hopeless = [
      { row: 'members', room: garden, members: 3 },
      { row: 'marker', room: garden, user: ming, read: 1, readN: 1, mentions: 0 },
      { row: 'mention', room: garden, user: ming, message: 1 },
      { row: 'arrangement', room: garden, user: ming, is: UNARRANGED },
      { row: 'no_member', room: garden, user: ming },
    ] as const;
    for (const change of hopeless) {
      await assert.rejects(append(store.log, { changes: [change] }));
      assert.deepEqual(await everything(store), before);
    }
  });
}
