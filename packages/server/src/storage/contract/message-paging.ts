import assert from 'node:assert/strict';
import { LOBBY } from '@teahouse/protocol/ids';
import { PAGE_BYTES_MAX, PAGE_MESSAGES_MAX } from '@teahouse/protocol/limits';
import type { MessagesQuery } from '../archive.ts';
import { type Chronicle, mingInLobby } from './chronicle.ts';
import { HOSTILE_SEQS, POISON_TEXTS } from './hostile.ts';
import { anna, garden, ming } from './people.ts';
import { eventsOf, textsIn, textsOf } from './reading.ts';
import type { Promised, StoreUnderTest } from './store-under-test.ts';

type Window = Omit<MessagesQuery, 'reader'>;

/** Messages as people read them: back from the newest, or on from a place. */
export function messagePaging(test: Promised): void {
  test('messages are paged from the newest back, and from a place on', async (store) => {
    await withComings(mingInLobby(), 30).write(store.log);
    const all = await texts(store, { limit: 100 });
    assert.deepEqual(all, { texts: numbers(0, 30), more: false });
    assert.deepEqual(await texts(store, { limit: 4 }), { texts: numbers(26, 30), more: true });
    const head = (await store.archive.head(LOBBY)).head;
    for (const limit of [1, 7, 30]) {
      assert.deepEqual(await pagedBack(store, limit, head + 1), numbers(0, 30));
      assert.deepEqual(await pagedOn(store, limit), numbers(0, 30));
    }
  });

  test('both ends may be given: the first after the one, before the other', async (store) => {
    await mingInLobby().write(store.log);
    const chronicle = mingInLobby();
    chronicle.rows();
    for (const number of numbers(0, 10)) chronicle.says(ming, LOBBY, number);
    await chronicle.write(store.log);
    const between = { after: 4, before: 9 };
    assert.deepEqual(await texts(store, { ...between, limit: 10 }), { texts: numbers(2, 6), more: false });
    assert.deepEqual(await texts(store, { ...between, limit: 3 }), { texts: numbers(2, 5), more: true });
    assert.deepEqual(await texts(store, { after: 9, before: 4, limit: 3 }), { texts: [], more: false });
  });

  test('a crowd that comes and goes stands in the way of no message', async (store) => {
    const chronicle = mingInLobby().registers(anna).says(ming, LOBBY, 'before');
    for (let coming = 0; coming < 500; coming++) chronicle.joins(anna, LOBBY, 2).leaves(anna, LOBBY, 1);
    chronicle.says(ming, LOBBY, 'after');
    for (let coming = 0; coming < 300; coming++) chronicle.joins(anna, LOBBY, 2).leaves(anna, LOBBY, 1);
    await chronicle.write(store.log);
    assert.deepEqual(await texts(store, { limit: 1 }), { texts: ['after'], more: true });
    assert.deepEqual(await texts(store, { limit: 50 }), { texts: ['before', 'after'], more: false });
    assert.deepEqual(await texts(store, { before: 500, limit: 50 }), { texts: ['before'], more: false });
    assert.deepEqual(await texts(store, { after: 500, limit: 50 }), { texts: ['after'], more: false });
  });

  test('a room without messages has an empty page', async (store) => {
    await mingInLobby().write(store.log);
    for (const window of [{}, { before: 2 }, { after: 0 }]) {
      const page = await store.archive.messages(LOBBY, { reader: 'server', limit: 10, ...window });
      assert.deepEqual(page && { ...page, json: page.json.byteLength }, { head: 2, more: false, json: 0 });
    }
  });

  test('a page has at most as many messages as any page may have', async (store) => {
    const chronicle = mingInLobby();
    for (const number of numbers(0, PAGE_MESSAGES_MAX + 5)) chronicle.says(ming, LOBBY, number);
    await chronicle.write(store.log);
    const newest = await texts(store, { limit: 1_000_000 });
    assert.deepEqual(newest, { texts: numbers(5, PAGE_MESSAGES_MAX + 5), more: true });
    const first = await texts(store, { after: 0, limit: 1_000_000 });
    assert.deepEqual(first, { texts: numbers(0, PAGE_MESSAGES_MAX), more: true });
    for (const limit of [0, -1]) assert.deepEqual(await texts(store, { limit }), { texts: [], more: true });
  });

  test('a large page keeps the messages nearest to where it begins', async (store) => {
    const chronicle = mingInLobby();
    const large = numbers(0, 6).map((number) => `${number} ${'x'.repeat(60_000)}`);
    for (const text of large) chronicle.says(ming, LOBBY, text);
    chronicle.says(ming, LOBBY, 'y'.repeat(PAGE_BYTES_MAX));
    await chronicle.write(store.log);
    const ends = async (window: Window) => (await texts(store, window)).texts.map((text) => text.slice(0, 2));
    assert.deepEqual(await ends({ limit: 10 }), ['yy']);
    assert.deepEqual(await ends({ before: 9, limit: 10 }), ['2 ', '3 ', '4 ', '5 ']);
    assert.deepEqual(await ends({ after: 0, limit: 10 }), ['0 ', '1 ', '2 ', '3 ']);
    assert.equal((await texts(store, { before: 9, limit: 10 })).more, true);
  });

  test('[R27] a hostile seq never leads into another room', async (store) => {
    const chronicle = mingInLobby().opens(anna, garden).says(anna, garden, 'not yours');
    await chronicle.write(store.log);
    for (const seq of HOSTILE_SEQS) {
      for (const window of [{ before: seq }, { after: seq }, { before: seq, after: seq }]) {
        assert.deepEqual(await texts(store, { ...window, limit: 10 }), { texts: [], more: false });
      }
    }
  });

  test('[R25] a poisoned text is kept exactly, and spoils no history', async (store) => {
    const chronicle = mingInLobby();
    const said = POISON_TEXTS.flatMap((text, index) => [text, `plain ${index}`]);
    for (const text of said) chronicle.says(ming, LOBBY, text);
    const rows = await chronicle.write(store.log);
    await store.reopen();
    assert.deepEqual(await textsOf(store, LOBBY), said);
    const page = await store.archive.messages(LOBBY, { reader: 'server', limit: 100 });
    const sent = eventsOf(rows, LOBBY).filter(({ type }) => type === 'message');
    assert.equal(
      Buffer.from(page?.json ?? []).toString(),
      sent.map((event) => JSON.stringify(event)).join(','),
    );
  });
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => String(from + index));
}

/** So many messages, with other events before, between and after them. */
function withComings(chronicle: Chronicle, messages: number): Chronicle {
  chronicle.registers(anna);
  for (const number of numbers(0, messages)) {
    if (Number(number) % 5 === 0) chronicle.joins(anna, LOBBY, 2).leaves(anna, LOBBY, 1);
    chronicle.says(ming, LOBBY, number);
  }
  return chronicle.joins(anna, LOBBY, 2);
}

async function texts(
  { archive }: StoreUnderTest,
  window: Window,
): Promise<{ texts: string[]; more: boolean }> {
  const page = await archive.messages(LOBBY, { reader: 'server', ...window });
  return { texts: textsIn(page), more: page?.more ?? false };
}

async function pagedBack(store: StoreUnderTest, limit: number, from: number): Promise<string[]> {
  const gathered: string[] = [];
  for (let before = from, more = true; more; ) {
    const page = await store.archive.messages(LOBBY, { reader: 'server', before, limit });
    gathered.unshift(...textsIn(page));
    more = page?.more ?? false;
    before = seqsIn(page)[0] ?? 0;
  }
  return gathered;
}

async function pagedOn(store: StoreUnderTest, limit: number): Promise<string[]> {
  const gathered: string[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await store.archive.messages(LOBBY, { reader: 'server', after, limit });
    gathered.push(...textsIn(page));
    more = page?.more ?? false;
    after = seqsIn(page).at(-1) ?? 0;
  }
  return gathered;
}

function seqsIn(page: { readonly json: Uint8Array } | undefined): number[] {
  const events = JSON.parse(`[${Buffer.from(page?.json ?? []).toString()}]`) as { seq: number }[];
  return events.map(({ seq }) => seq);
}
