import assert from 'node:assert/strict';
import { LOBBY, type RoomId, type StreamId } from '@teahouse/protocol/ids';
import type { Reader } from '../archive.ts';
import { mingInLobby } from './chronicle.ts';
import { anna, garden, ming, roomId, userId } from './people.ts';
import type { Promised, StoreUnderTest } from './store-under-test.ts';

const stranger = userId('stranger');
const nobody = userId('nobody');
const direct = roomId('direct');
const unknown = roomId('unknown');

/** Who may read which stream. All who may not are answered alike (S14). */
export function permissions(test: Promised): void {
  test('[S14] only those read who may, and all others are answered alike', async (store) => {
    await scene(store);
    const streams: StreamId[] = [LOBBY, garden, direct, unknown, ming, anna];
    const may: [Reader, readonly StreamId[]][] = [
      ['server', streams],
      ['visitor', [LOBBY]],
      [{ user: ming }, [LOBBY, garden, direct, ming]],
      [{ user: anna }, [anna]],
      [{ user: stranger }, []],
      [{ user: nobody }, []],
    ];
    for (const [reader, readable] of may) {
      for (const stream of streams) {
        const isReadable = readable.includes(stream);
        const label = `${JSON.stringify(reader)} and ${stream}`;
        const events = await store.archive.eventsAfter(stream, { reader, after: 0, limit: 5 });
        assert.equal(events !== undefined, isReadable, label);
        const messages = await store.archive.messages(stream as RoomId, { reader, limit: 5 });
        assert.equal(messages !== undefined, isReadable, label);
        const members = await store.archive.members(stream as RoomId, { reader, limit: 5 });
        assert.equal(members !== undefined, isReadable, label);
        const files = await store.archive.files(stream as RoomId, { reader, limit: 5 });
        assert.equal(files !== undefined, isReadable, label);
      }
    }
  });

  test('[LOG-5] [R18] who has left reads no more, and who comes back reads again', async (store) => {
    const chronicle = mingInLobby();
    await chronicle.write(store.log);
    const reads = async () => {
      const reader = { user: ming };
      const events = await store.archive.eventsAfter(LOBBY, { reader, after: 0, limit: 5 });
      const messages = await store.archive.messages(LOBBY, { reader, limit: 5 });
      const members = await store.archive.members(LOBBY, { reader, limit: 5 });
      const files = await store.archive.files(LOBBY, { reader, limit: 5 });
      const answers = [events, messages, members, files].map((answer) => answer !== undefined);
      assert.equal(new Set(answers).size, 1);
      return events !== undefined;
    };
    assert.equal(await reads(), true);
    await chronicle.leaves(ming, LOBBY).write(store.log);
    assert.equal(await reads(), false);
    await store.reopen();
    assert.equal(await reads(), false);
    await chronicle.joins(ming, LOBBY).write(store.log);
    assert.equal(await reads(), true);
  });

  test('[S14] [S20] a name that is no stream’s is nobody’s', async (store) => {
    await scene(store);
    for (const made of ['', '__proto__', 'constructor', "' OR 1=1 --", 'LOBBY', 'lobby ']) {
      const stream = made as StreamId;
      for (const reader of ['visitor', { user: ming }] as const) {
        assert.equal(await store.archive.eventsAfter(stream, { reader, after: 0, limit: 5 }), undefined);
        assert.equal(await store.archive.messages(stream as RoomId, { reader, limit: 5 }), undefined);
      }
      assert.equal((await store.archive.head(stream)).head, 0);
      assert.equal(await store.archive.openRoom(stream as RoomId), undefined);
      assert.equal(await store.archive.blob(made), undefined);
    }
  });
}

/** Ming is in three rooms, Anna has left two of them, the stranger was never in any. */
async function scene(store: StoreUnderTest): Promise<void> {
  const chronicle = mingInLobby()
    .registers(anna)
    .registers(stranger)
    .opens(ming, garden, 'closed')
    .opens(ming, direct, 'direct')
    .joins(ming, garden)
    .joins(ming, direct)
    .joins(anna, LOBBY, 2)
    .joins(anna, garden, 2)
    .leaves(anna, LOBBY, 1)
    .leaves(anna, garden, 1)
    .says(ming, garden, 'among us');
  await chronicle.write(store.log);
}
