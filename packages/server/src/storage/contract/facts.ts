import assert from 'node:assert/strict';
import { LOBBY } from '@teahouse/protocol/ids';
import type { Need } from '@teahouse/rules/facts';
import { entrance } from '@teahouse/rules/own-room';
import { mingInLobby } from './chronicle.ts';
import { HOSTILE_SEQS } from './hostile.ts';
import { anna, garden, ming } from './people.ts';
import { eventsOf, factsOf, loaded } from './reading.ts';
import type { Promised } from './store-under-test.ts';

/** What the rules decide by is read in the transaction that appends (LOG-5). */
export function facts(test: Promised): void {
  test('[LOG-5] facts are as the transaction stands, and what is absent is undefined', async (store) => {
    const ask = () => store.log.transaction(factsOf);
    assert.deepEqual(await ask(), [undefined, undefined, undefined, [], undefined, 0]);
    const rows = mingInLobby().rows();
    const seen = await store.log.transaction(async (transaction) => {
      await transaction.append(rows);
      return factsOf(transaction);
    });
    const lobbyEvents = eventsOf(rows, LOBBY);
    const expected = [
      { head: 2, id: rows.events.at(-1)?.id, name: 'Ming' },
      { head: 2, id: lobbyEvents.at(-1)?.id, n: 0, name: 'tea', kind: 'open', members: 1 },
      entrance(2, 0),
      [LOBBY],
      0,
      0,
    ];
    assert.deepEqual(seen, expected);
    assert.deepEqual(await ask(), expected);
    await store.reopen();
    assert.deepEqual(await ask(), expected);
  });

  test('markers move, people leave and come back', async (store) => {
    const chronicle = mingInLobby().says(ming, LOBBY, 'one').says(ming, LOBBY, 'two');
    await chronicle.reads(ming, LOBBY, { read: 4, readN: 2 }).write(store.log);
    const membership: Need = { fact: 'membership', room: LOBBY, user: ming };
    const rooms: Need = { fact: 'rooms_of', user: ming };
    assert.deepEqual(await loaded(store, membership), { ...entrance(2, 2), read: 4 });
    await chronicle.leaves(ming, LOBBY).write(store.log);
    assert.equal(await loaded(store, membership), undefined);
    assert.deepEqual(await loaded(store, rooms), []);
    await chronicle.joins(ming, LOBBY).write(store.log);
    assert.deepEqual(await loaded(store, membership), entrance(6, 2));
    assert.deepEqual(await loaded(store, rooms), [LOBBY]);
  });

  test('a person without a name has none', async (store) => {
    await mingInLobby().registers(anna).write(store.log);
    const fact = await loaded(store, { fact: 'user', user: anna });
    assert.deepEqual(Object.keys(fact as object).sort(), ['head', 'id']);
  });

  test('each event has its running number', async (store) => {
    const chronicle = mingInLobby().registers(anna).says(ming, LOBBY, 'one').joins(anna, LOBBY, 2);
    await chronicle.says(anna, LOBBY, 'two').write(store.log);
    for (const [index, number] of [0, 0, 1, 1, 2].entries()) {
      const need: Need = { fact: 'running_number', room: LOBBY, seq: index + 1 };
      assert.equal(await loaded(store, need), number);
    }
  });

  test('[R27] no event has a hostile seq', async (store) => {
    await mingInLobby().opens(ming, garden).says(ming, garden, 'elsewhere').write(store.log);
    for (const seq of [0, ...HOSTILE_SEQS]) {
      const need: Need = { fact: 'running_number', room: LOBBY, seq };
      assert.equal(await loaded(store, need), undefined, String(seq));
    }
  });
}
