import assert from 'node:assert/strict';
import { LOBBY } from '@teahouse/protocol/ids';
import type { MessagesQuery } from '../archive.ts';
import { mingInLobby } from './chronicle.ts';
import { anna, garden, ming } from './people.ts';
import { textsIn } from './reading.ts';
import type { Promised, StoreUnderTest } from './store-under-test.ts';

const DAY_MS = 86_400_000;
const START_MS = 1_700_000_000_000;

type Window = Omit<MessagesQuery, 'reader' | 'limit'>;

/** Messages from a moment on, as somebody asks for who jumps to a date. */
export function messageTimes(test: Promised): void {
  test('a page from a time on begins with the first message at or after it', async (store) => {
    await daily(20).write(store.log);
    for (const [at, first] of [
      [0, '0'],
      [START_MS - 1, '0'],
      [START_MS + 7 * DAY_MS, '7'],
      [START_MS + 7 * DAY_MS + 1, '8'],
      [START_MS + 19 * DAY_MS, '19'],
      [START_MS + 19 * DAY_MS + 1, undefined],
      [Number.MAX_SAFE_INTEGER, undefined],
    ] as const) {
      assert.equal((await from(store, { at }, 1)).texts[0], first, `from ${at}`);
    }
  });

  test('a page from a time on goes on to the newest, and says whether there is more', async (store) => {
    await daily(5).write(store.log);
    const at = START_MS + DAY_MS;
    assert.deepEqual(await from(store, { at }, 2), { texts: ['1', '2'], more: true });
    assert.deepEqual(await from(store, { at }, 4), { texts: ['1', '2', '3', '4'], more: false });
    assert.deepEqual(await from(store, { at: at + 9 * DAY_MS }, 4), { texts: [], more: false });
  });

  test('the later of two beginnings counts, and the end that is given', async (store) => {
    await daily(6).write(store.log);
    const at = START_MS + 2 * DAY_MS;
    const seqOf = (number: number) => 2 + 3 * (number + 1);
    assert.deepEqual((await from(store, { at, after: seqOf(3) }, 9)).texts, ['4', '5']);
    assert.deepEqual((await from(store, { at, after: seqOf(0) }, 9)).texts, ['2', '3', '4', '5']);
    assert.deepEqual(await from(store, { at, before: seqOf(4) }, 9), { texts: ['2', '3'], more: false });
    assert.deepEqual(await from(store, { at, before: seqOf(1) }, 9), { texts: [], more: false });
  });

  test('comings and goings after the last message are no messages of their time', async (store) => {
    const chronicle = daily(2).at(START_MS + 5 * DAY_MS);
    await chronicle.joins(anna, LOBBY, 2).leaves(anna, LOBBY, 1).write(store.log);
    assert.deepEqual(await from(store, { at: START_MS + 4 * DAY_MS }, 9), { texts: [], more: false });
  });

  test('many messages of one moment are all there', async (store) => {
    const chronicle = mingInLobby().at(START_MS + DAY_MS);
    for (const text of ['a', 'b', 'c']) chronicle.says(ming, LOBBY, text);
    await chronicle
      .at(START_MS + 2 * DAY_MS)
      .says(ming, LOBBY, 'd')
      .write(store.log);
    assert.deepEqual((await from(store, { at: START_MS + DAY_MS }, 9)).texts, ['a', 'b', 'c', 'd']);
  });

  test('where a clock went back a page begins nearby: what is before it is not all later', async (store) => {
    const chronicle = mingInLobby();
    const hours = [1, 2, 3, 9, 4, 5, 6, 7, 8, 10];
    for (const hour of hours) chronicle.at(START_MS + hour).says(ming, LOBBY, String(hour));
    await chronicle.write(store.log);
    for (let hour = 1; hour <= 10; hour++) {
      const [first] = (await from(store, { at: START_MS + hour }, 1)).texts;
      const place = hours.indexOf(Number(first));
      assert.ok(Number(first) >= hour, `from ${hour}`);
      assert.ok(place === 0 || (hours[place - 1] ?? 0) < hour, `just before ${first} it was before ${hour}`);
    }
  });

  test('[R27] a hostile time is no time, and leads into no other room', async (store) => {
    await mingInLobby().opens(anna, garden).says(anna, garden, 'not yours').write(store.log);
    for (const at of [-1, 1.5, 2 ** 60, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      assert.deepEqual(await from(store, { at }, 10), { texts: [], more: false });
    }
  });
}

/** One message a day, each after somebody came and went. */
function daily(days: number) {
  const chronicle = mingInLobby().registers(anna);
  for (let day = 0; day < days; day++) {
    chronicle
      .at(START_MS + day * DAY_MS)
      .joins(anna, LOBBY, 2)
      .leaves(anna, LOBBY, 1);
    chronicle.says(ming, LOBBY, String(day));
  }
  return chronicle;
}

async function from({ archive }: StoreUnderTest, window: Window, limit: number) {
  const page = await archive.messages(LOBBY, { reader: 'server', limit, ...window });
  return { texts: textsIn(page), more: page?.more ?? false };
}
