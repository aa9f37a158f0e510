import assert from 'node:assert/strict';
import { LOBBY } from '@teahouse/protocol/ids';
import { Chronicle, mingInLobby } from './chronicle.ts';
import { garden, ming, mingsToken } from './people.ts';
import { append, eventsOf, parsed } from './reading.ts';
import type { Promised } from './store-under-test.ts';

/** What is appended is what is read, in order and for good. */
export function appending(test: Promised): void {
  test('[LOG-2] events are stored byte for byte, in order, each stream for itself', async (store) => {
    const rows = await mingInLobby()
      .says(ming, LOBBY, '你好')
      .says(ming, LOBBY, '\u{1f375}')
      .write(store.log);
    for (const stream of [LOBBY, ming]) {
      const page = await store.archive.eventsAfter(stream, { reader: 'server', after: 0, limit: 100 });
      const expected = eventsOf(rows, stream);
      assert.deepEqual(
        page?.events.map(({ bytes }) => parsed(bytes)),
        expected,
      );
      assert.deepEqual(
        page?.events.map(({ seq, id }) => ({ seq, id })),
        expected.map(({ seq, id }) => ({ seq, id })),
      );
    }
  });

  test('[LOG-2] a row that is not the next of its stream is refused, its batch with it', async (store) => {
    const chronicle = mingInLobby();
    await chronicle.write(store.log);
    const { events } = chronicle.fork().says(ming, LOBBY, 'first').says(ming, LOBBY, 'second').rows();
    const [first, second] = events;
    assert.ok(first && second);
    for (const seq of [0, 1, 2, 3, 5, 1_000]) {
      await assert.rejects(append(store.log, { events: [first, { ...second, seq }] }), /a log has no gaps/);
      assert.equal((await store.archive.head(LOBBY)).head, 2);
    }
    await append(store.log, { events });
    assert.equal((await store.archive.head(LOBBY)).head, 4);
  });

  test('[LOG-2] the first row of a stream has seq 1', async (store) => {
    const [row] = new Chronicle().opens(ming, garden).rows().events;
    assert.ok(row);
    await assert.rejects(append(store.log, { events: [{ ...row, seq: 2 }] }), /a log has no gaps/);
    await append(store.log, { events: [row] });
    assert.equal((await store.archive.head(garden)).head, 1);
  });

  test('[LOG-1] what was stored is there after opening again', async (store) => {
    const rows = await mingInLobby().says(ming, LOBBY, 'still here').write(store.log);
    await store.reopen();
    const page = await store.archive.eventsAfter(LOBBY, { reader: 'server', after: 0, limit: 100 });
    assert.deepEqual(
      page?.events.map(({ bytes }) => parsed(bytes)),
      eventsOf(rows, LOBBY),
    );
    assert.deepEqual(await store.archive.userByToken(mingsToken), { id: ming, name: 'Ming' });
  });

  test('[SYNC-2] each opening is another life with another epoch', async (store) => {
    const epochs = [store.log.epoch];
    for (let opening = 0; opening < 3; opening++) {
      await store.reopen();
      epochs.push(store.log.epoch);
    }
    assert.equal(store.archive.epoch, store.log.epoch);
    assert.equal(new Set(epochs).size, 4);
    assert.deepEqual(
      epochs.map((epoch) => store.archive.eraOf(epoch)),
      [1, 2, 3, 4],
    );
  });
}
