import assert from 'node:assert/strict';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { type Chronicle, mingInLobby } from './chronicle.ts';
import { anna, garden, ming } from './people.ts';
import { loaded } from './reading.ts';
import type { Promised, StoreUnderTest } from './store-under-test.ts';

/** Unread mentions are counted exactly, each room and person for themselves. */
export function mentions(test: Promised): void {
  test('[SYNC-4] mentions are told, and how many an event leaves unread', async (store) => {
    const chronicle = mentioned();
    await chronicle.write(store.log);
    assert.deepEqual(await told(store), [2, 1]);
    assert.deepEqual(await leftAfter(store, LOBBY, [0, 2, 3, 4, 5]), [2, 2, 1, 1, 0]);
    assert.deepEqual(await leftAfter(store, garden, [2, 3]), [1, 0]);
    await store.reopen();
    assert.deepEqual(await told(store), [2, 1]);
  });

  test('[SYNC-4] what is read is unread no more, in that room alone', async (store) => {
    const chronicle = mentioned();
    await chronicle.reads(ming, LOBBY, { read: 4, readN: 2, mentions: 1 }).write(store.log);
    assert.deepEqual(await told(store), [1, 1]);
    assert.deepEqual(await leftAfter(store, LOBBY, [2, 4, 5]), [1, 1, 0]);
    await chronicle.mentions(anna, LOBBY, ming).write(store.log);
    assert.deepEqual(await leftAfter(store, LOBBY, [4, 5, 6]), [2, 1, 0]);
    await chronicle.reads(ming, LOBBY, { read: 6, readN: 4 }).write(store.log);
    assert.deepEqual(await told(store), [undefined, 1]);
    assert.deepEqual(await leftAfter(store, LOBBY, [2, 6]), [0, 0]);
  });

  test('who leaves has no mentions, and none when they come back', async (store) => {
    const chronicle = mentioned();
    await chronicle.leaves(ming, LOBBY, 0).write(store.log);
    assert.deepEqual(await leftAfter(store, LOBBY, [0]), [0]);
    await chronicle.joins(ming, LOBBY).write(store.log);
    assert.deepEqual(await told(store), [undefined, 1]);
    assert.deepEqual(await leftAfter(store, LOBBY, [0]), [0]);
    await chronicle.mentions(anna, LOBBY, ming).write(store.log);
    assert.deepEqual(await leftAfter(store, LOBBY, [0, 7, 8]), [1, 1, 0]);
  });

  test('[LOG-5] mentions of the running transaction are counted in it', async (store) => {
    const chronicle = mingInLobby().registers(anna);
    await chronicle.write(store.log);
    const rows = chronicle.mentions(anna, LOBBY, ming).rows();
    const [fact] = await store.log.transaction(async (transaction) => {
      await transaction.append(rows);
      return transaction.load([{ fact: 'mentions_after', room: LOBBY, user: ming, seq: 2 }]);
    });
    assert.equal(fact?.value, 1);
  });

  test('[NET-1] what a person wants of a room is told to them alone, until they leave', async (store) => {
    const wanted = { pinned: true, notify: 'mentions', place: -0.1 } as const;
    const chronicle = mingInLobby().registers(anna).joins(anna, LOBBY, 2);
    await chronicle.arranges(ming, LOBBY, wanted).write(store.log);
    await store.reopen();
    const lobbyOf = async (user: typeof ming) =>
      (await store.archive.roomsOf(user)).rooms[0] ?? assert.fail();
    const { pinned, notify, place } = await lobbyOf(ming);
    assert.deepEqual({ pinned, notify, place }, wanted);
    assert.equal('pinned' in (await lobbyOf(anna)), false);
    await chronicle.arranges(ming, LOBBY, { ...wanted, pinned: false, place: null }).write(store.log);
    const changed = await lobbyOf(ming);
    assert.deepEqual([changed.pinned, changed.notify, changed.place], [undefined, 'mentions', undefined]);
    await chronicle.leaves(ming, LOBBY, 1).joins(ming, LOBBY, 2).write(store.log);
    assert.equal('notify' in (await lobbyOf(ming)), false);
  });
}

/** Anna mentions Ming in the lobby at 3 and 5, and in the garden at 3. */
function mentioned(): Chronicle {
  return mingInLobby()
    .registers(anna)
    .opens(anna, garden)
    .joins(ming, garden)
    .mentions(anna, LOBBY, ming)
    .says(anna, LOBBY, 'nobody')
    .mentions(anna, garden, ming)
    .mentions(anna, LOBBY, ming);
}

/** What a welcome would tell Ming of the lobby and of the garden. */
async function told({ archive }: StoreUnderTest): Promise<(number | undefined)[]> {
  const { rooms } = await archive.roomsOf(ming);
  return [LOBBY, garden].map((id) => rooms.find(({ room }) => room === id)?.mentions);
}

async function leftAfter(store: StoreUnderTest, room: RoomId, seqs: readonly number[]): Promise<unknown[]> {
  const left: unknown[] = [];
  for (const seq of seqs) left.push(await loaded(store, { fact: 'mentions_after', room, user: ming, seq }));
  return left;
}
