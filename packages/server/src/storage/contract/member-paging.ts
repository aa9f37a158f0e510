import assert from 'node:assert/strict';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { PAGE_MEMBERS_MAX } from '@teahouse/protocol/limits';
import { Chronicle, mingInLobby } from './chronicle.ts';
import { anna, garden, ming, roomId, userId } from './people.ts';
import type { Promised, StoreUnderTest } from './store-under-test.ts';

/** Who the members of a room are. */
export function memberPaging(test: Promised): void {
  test('members are listed in the order they registered, with the names they have now', async (store) => {
    const chronicle = mingInLobby().registers(anna).registers(userId('bob'), { name: 'Bob' });
    await chronicle.joins(userId('bob'), LOBBY, 2).joins(anna, LOBBY, 3).write(store.log);
    const expected = [{ id: ming, name: 'Ming' }, { id: anna }, { id: userId('bob'), name: 'Bob' }];
    assert.deepEqual(await members(store, { limit: 10 }), { members: expected, more: false });
    await chronicle.renames(anna, 'Anna').write(store.log);
    assert.equal((await members(store, { limit: 10 }))?.members[1]?.name, 'Anna');
  });

  test('members are paged to the end, each once', async (store) => {
    await crowd(30).write(store.log);
    const everyone = names(30);
    for (const limit of [1, 7, 30, 100]) assert.deepEqual(await paged(store, limit), everyone);
    assert.equal((await members(store, { limit: 30 }))?.more, false);
    assert.equal((await members(store, { limit: 29 }))?.more, true);
  });

  test('who was listed last may leave, and the list goes on after them', async (store) => {
    const chronicle = crowd(6);
    await chronicle.write(store.log);
    const [, second, third] = names(6);
    await chronicle.leaves(second as UserId, LOBBY, 5).write(store.log);
    const page = await members(store, { after: second as UserId, limit: 10 });
    assert.deepEqual(
      page?.members.map(({ id }) => id),
      names(6).slice(2),
    );
    await chronicle.joins(second as UserId, LOBBY, 6).write(store.log);
    const again = await members(store, { limit: 3 });
    assert.deepEqual(
      again?.members.map(({ id }) => id),
      [names(6)[0], second, third],
    );
  });

  test('only members are listed: not those of another room, nor visitors, nor who has left', async (store) => {
    const chronicle = mingInLobby().registers(anna).opens(anna, garden).joins(anna, garden);
    await chronicle.says(userId('visitor'), LOBBY, 'passing by').write(store.log);
    assert.deepEqual((await members(store, { limit: 10 }))?.members, [{ id: ming, name: 'Ming' }]);
    assert.deepEqual((await members(store, { limit: 10 }, garden))?.members, [{ id: anna }]);
    await chronicle.leaves(anna, garden).write(store.log);
    for (const room of [garden, roomId('unknown')]) {
      assert.deepEqual(await members(store, { limit: 10 }, room), { members: [], more: false });
    }
  });

  test('a page of members has at most as many as any page may have', async (store) => {
    await crowd(PAGE_MEMBERS_MAX + 1).write(store.log);
    const page = await members(store, { limit: 1_000_000 });
    assert.deepEqual([page?.members.length, page?.more], [PAGE_MEMBERS_MAX, true]);
    for (const limit of [0, -1]) {
      assert.deepEqual(await members(store, { limit }), { members: [], more: true });
    }
    const unknown = await members(store, { after: userId('unknown'), limit: 1 });
    assert.equal(unknown?.members[0]?.id, names(1)[0]);
  });
}

type Asked = { readonly after?: UserId; readonly limit: number };

async function members({ archive }: StoreUnderTest, asked: Asked, room: RoomId = LOBBY) {
  return archive.members(room, { reader: 'server', ...asked });
}

async function paged(store: StoreUnderTest, limit: number): Promise<UserId[]> {
  const gathered: UserId[] = [];
  // A list that never ends shall fail and not hang.
  for (let more = true; more && gathered.length < 1_000; ) {
    const last = gathered.at(-1);
    const page = await members(store, { ...(last ? { after: last } : {}), limit });
    gathered.push(...(page?.members ?? []).map(({ id }) => id));
    more = page?.more ?? false;
  }
  return gathered;
}

/** So many people in the lobby, registered in another order than that of their ids. */
function crowd(count: number): Chronicle {
  const chronicle = new Chronicle().opens(userId('host'), LOBBY);
  for (const user of names(count)) chronicle.registers(user);
  for (const [index, user] of names(count).reverse().entries()) chronicle.joins(user, LOBBY, index + 1);
  return chronicle;
}

function names(count: number): UserId[] {
  const letters = 'zyxwvutsrqponmlkjihgfedcba';
  return Array.from({ length: count }, (_, index) => {
    return userId(`${letters[index % 26]}${letters[Math.floor(index / 26)]}`);
  });
}
