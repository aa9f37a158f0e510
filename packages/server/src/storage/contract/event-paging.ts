import assert from 'node:assert/strict';
import { LOBBY } from '@teahouse/protocol/ids';
import { PAGE_BYTES_MAX, PAGE_EVENTS_MAX } from '@teahouse/protocol/limits';
import type { Archive, StoredEvent } from '../archive.ts';
import { mingInLobby } from './chronicle.ts';
import { HOSTILE_SEQS } from './hostile.ts';
import { anna, garden, ming } from './people.ts';
import { eventsOf, parsed } from './reading.ts';
import type { Promised } from './store-under-test.ts';

/** Catching up, page by page. */
export function eventPaging(test: Promised): void {
  test('[SYNC-1] pages follow each other without gap or repeat, to the head', async (store) => {
    const chronicle = mingInLobby();
    for (let number = 0; number < 1_200; number++) chronicle.says(ming, LOBBY, `message ${number}`);
    const rows = await chronicle.write(store.log);
    for (const limit of [1_000_000, PAGE_EVENTS_MAX, 333]) {
      const events = await caughtUp(store.archive, limit);
      assert.deepEqual(
        events.map(({ bytes }) => parsed(bytes)),
        eventsOf(rows, LOBBY),
      );
    }
  });

  test('a page has at most as many events as asked for, and as any page may have', async (store) => {
    const chronicle = mingInLobby();
    for (let number = 0; number < PAGE_EVENTS_MAX + 10; number++) chronicle.says(ming, LOBBY, 'x');
    await chronicle.write(store.log);
    const count = async (limit: number) => {
      const page = await store.archive.eventsAfter(LOBBY, { reader: 'server', after: 5, limit });
      assert.equal(page?.head, PAGE_EVENTS_MAX + 12);
      return page?.events.map(({ seq }) => seq);
    };
    assert.deepEqual(await count(0), []);
    assert.deepEqual(await count(-3), []);
    assert.deepEqual(await count(2), [6, 7]);
    assert.equal((await count(1_000_000))?.length, PAGE_EVENTS_MAX);
  });

  test('a page ends early when it is large, but never before its first event', async (store) => {
    const chronicle = mingInLobby();
    for (const size of [60_000, 60_000, 60_000, 60_000, 60_000, PAGE_BYTES_MAX + 1, 10]) {
      chronicle.says(ming, LOBBY, 'x'.repeat(size));
    }
    await chronicle.write(store.log);
    const sizes = async (after: number) => {
      const page = await store.archive.eventsAfter(LOBBY, { reader: 'server', after, limit: 100 });
      return page?.events.map(({ seq }) => seq);
    };
    assert.deepEqual(await sizes(2), [3, 4, 5, 6]);
    assert.deepEqual(await sizes(6), [7]);
    assert.deepEqual(await sizes(7), [8]);
    assert.deepEqual(await sizes(8), [9]);
  });

  test('after the head, and of a stream that is empty, there is nothing', async (store) => {
    await mingInLobby().write(store.log);
    for (const after of [2, 3, 1_000]) {
      const page = await store.archive.eventsAfter(LOBBY, { reader: 'server', after, limit: 10 });
      assert.deepEqual(page, { head: 2, events: [] });
    }
    const nothing = { head: 0, events: [] };
    const query = { after: 0, limit: 10 };
    assert.deepEqual(await store.archive.eventsAfter(garden, { reader: 'server', ...query }), nothing);
    assert.deepEqual(await store.archive.eventsAfter(anna, { reader: { user: anna }, ...query }), nothing);
  });

  test('[R27] a hostile seq never leads into another stream', async (store) => {
    await mingInLobby().opens(ming, garden).says(ming, garden, 'not yours').write(store.log);
    for (const after of HOSTILE_SEQS) {
      for (const stream of [LOBBY, ming]) {
        const page = await store.archive.eventsAfter(stream, { reader: 'server', after, limit: 100 });
        const events = page?.events.map(({ bytes }) => parsed(bytes)) ?? [];
        assert.ok(events.every((event) => ('user' in event ? event.user : event.room) === stream));
        assert.equal(events.length, after >= 2 ? 0 : after >= 1 ? 1 : 2, String(after));
      }
    }
  });

  test('the newest events come oldest first, at most so many and so many bytes', async (store) => {
    const chronicle = mingInLobby();
    for (let number = 0; number < 10; number++) chronicle.says(ming, LOBBY, 'x'.repeat(1_000));
    await chronicle.write(store.log);
    const seqs = async (events: number, sizeBytes: number) =>
      (await store.archive.recent(LOBBY, { events, sizeBytes })).map(({ seq }) => seq);
    assert.deepEqual(await seqs(3, 1_000_000), [10, 11, 12]);
    assert.deepEqual(await seqs(100, 1_000_000), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    assert.deepEqual(await seqs(100, 2_400), [11, 12]);
    assert.deepEqual(await seqs(100, 10), []);
    assert.deepEqual(await seqs(0, 1_000_000), []);
    assert.deepEqual(await store.archive.recent(garden, { events: 5, sizeBytes: 1_000 }), []);
  });

  test('[SYNC-2] each event tells the life it was written in', async (store) => {
    const chronicle = mingInLobby();
    await chronicle.write(store.log);
    await store.reopen();
    await chronicle.says(ming, LOBBY, 'in the second life').write(store.log);
    const page = await store.archive.eventsAfter(LOBBY, { reader: 'server', after: 0, limit: 10 });
    const recent = await store.archive.recent(LOBBY, { events: 10, sizeBytes: 10_000 });
    for (const events of [page?.events, recent])
      assert.deepEqual(
        events?.map(({ era }) => era),
        [1, 1, 2],
      );
  });
}

async function caughtUp(archive: Archive, limit: number): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const after = events.at(-1)?.seq ?? 0;
    const page = await archive.eventsAfter(LOBBY, { reader: 'server', after, limit });
    assert.ok(page);
    events.push(...page.events);
    if (events.at(-1)?.seq === page.head) return events;
    assert.ok(page.events.length > 0);
  }
}
