import assert from 'node:assert/strict';
import { type BlobId, LOBBY, type RoomId, type StreamId } from '@teahouse/protocol/ids';
import { PAGE_ROOMS_MAX } from '@teahouse/protocol/limits';
import { Chronicle, mingInLobby } from './chronicle.ts';
import { anna, annasToken, garden, ming, mingsToken, roomId, userId } from './people.ts';
import { eventsOf } from './reading.ts';
import type { Promised } from './store-under-test.ts';

/** People, rooms and files as they stand. */
export function standing(test: Promised): void {
  test('[SYNC-1] a head is the last event, and the beginning where there is none', async (store) => {
    const { epoch } = store.archive;
    for (const stream of [LOBBY, garden, anna]) {
      assert.deepEqual(await store.archive.head(stream), { epoch, head: 0, id: '' });
    }
    const rows = await mingInLobby().says(ming, LOBBY, 'tea?').write(store.log);
    const last = eventsOf(rows, LOBBY).at(-1);
    assert.deepEqual(await store.archive.head(LOBBY), { epoch, head: 3, id: last?.id });
  });

  test('[R10] the heads of many streams are told at one look, without those that are empty', async (store) => {
    assert.deepEqual(await store.archive.heads([LOBBY, garden, anna]), new Map());
    const chronicle = mingInLobby().says(ming, LOBBY, 'tea?').opens(anna, garden, 'closed');
    await chronicle.write(store.log);
    const seqOf = async (stream: StreamId) => (await store.archive.head(stream)).head;
    const all = new Map<StreamId, number>([
      [LOBBY, 3],
      [garden, await seqOf(garden)],
      [ming, await seqOf(ming)],
    ]);
    assert.deepEqual(await store.archive.heads([ming, roomId('unknown'), garden, LOBBY, garden]), all);
    assert.deepEqual(await store.archive.heads([LOBBY]), new Map([[LOBBY, 3]]));
    assert.deepEqual(await store.archive.heads([]), new Map());
    const many = Array.from({ length: 10_000 }, (_, index) => roomId(`room${index}`));
    assert.deepEqual(await store.archive.heads([...many, garden]), new Map([[garden, all.get(garden)]]));
  });

  test('a token leads to one person', async (store) => {
    await mingInLobby().registers(anna, { token: annasToken }).write(store.log);
    assert.deepEqual(await store.archive.userByToken(mingsToken), { id: ming, name: 'Ming' });
    assert.deepEqual(await store.archive.userByToken(annasToken), { id: anna });
    assert.equal(await store.archive.userByToken(new Uint8Array(32)), undefined);
    assert.equal(await store.archive.userByToken(new Uint8Array()), undefined);
  });

  test('[R30] of many who come at once each is told who they are and how they stand', async (store) => {
    const everybody = Array.from({ length: 250 }, (_, index) => userId(`guest${index}`));
    const tokenOf = (index: number) =>
      Uint8Array.from({ length: 32 }, (_, place) => (place === 0 ? index : 0xee));
    const chronicle = mingInLobby();
    everybody.forEach((user, index) => {
      chronicle.registers(user, { name: `Guest ${index}`, token: tokenOf(index) });
      if (index % 2 === 0) chronicle.joins(user, LOBBY);
    });
    await chronicle.write(store.log);
    const comeIn = async (index: number) => {
      const person = await store.archive.userByToken(tokenOf(index));
      return person && (await store.archive.roomsOf(person.id));
    };
    const strangers = 3;
    const all = await Promise.all(Array.from({ length: everybody.length + strangers }, (_, i) => comeIn(i)));
    assert.deepEqual(all.slice(everybody.length), Array(strangers).fill(undefined));
    for (const [index, user] of everybody.entries()) {
      const stood = all[index];
      assert.deepEqual(stood?.person, { id: user, name: `Guest ${index}` });
      assert.equal(stood.me.head, index % 2 === 0 ? 2 : 1);
      assert.deepEqual(
        stood.rooms.map(({ room }) => room),
        index % 2 === 0 ? [LOBBY] : [],
      );
    }
  });

  test('a person’s rooms are told with their heads, numbers and markers', async (store) => {
    const chronicle = mingInLobby().says(ming, LOBBY, 'one').opens(anna, garden, 'closed', 'garden');
    const rows = await chronicle.joins(ming, garden).says(ming, LOBBY, 'two').write(store.log);
    await chronicle.reads(ming, LOBBY, { read: 3, readN: 1 }).write(store.log);
    const { person, me, rooms } = await store.archive.roomsOf(ming);
    assert.deepEqual(person, { id: ming, name: 'Ming' });
    const { epoch } = store.archive;
    assert.deepEqual({ epoch: me.epoch, head: me.head }, { epoch, head: 4 });
    const own = { epoch, members: 1 };
    const idAt = (room: RoomId) => eventsOf(rows, room).at(-1)?.id;
    const lobby = { ...own, room: LOBBY, name: 'tea', kind: 'open', head: 4, n: 2, read: 3, read_n: 1 };
    const closed = {
      ...own,
      room: garden,
      name: 'garden',
      kind: 'closed',
      head: 2,
      n: 0,
      read: 2,
      read_n: 0,
    };
    assert.deepEqual(
      new Set(rooms),
      new Set([
        { ...lobby, id: idAt(LOBBY) },
        { ...closed, id: idAt(garden) },
      ]),
    );
  });

  test('whoever is unknown is in no room', async (store) => {
    await mingInLobby().write(store.log);
    const { epoch } = store.archive;
    assert.deepEqual(await store.archive.roomsOf(anna), {
      person: { id: anna },
      me: { epoch, head: 0, id: '' },
      rooms: [],
    });
  });

  test('[S14] an open room is shown to anyone, any other as if it were not there', async (store) => {
    const direct = roomId('direct');
    const chronicle = mingInLobby().opens(ming, garden, 'closed').opens(ming, direct, 'direct');
    await chronicle.says(ming, LOBBY, 'hello').write(store.log);
    const lobby = { room: LOBBY, name: 'tea', members: 1, n: 1 };
    assert.deepEqual(await store.archive.openRoom(LOBBY), lobby);
    for (const hidden of [garden, direct, roomId('unknown'), ming as string as RoomId]) {
      assert.equal(await store.archive.openRoom(hidden), undefined);
    }
    assert.deepEqual(await store.archive.openRooms({ limit: 10 }), { rooms: [lobby], more: false });
  });

  test('open rooms are listed oldest first, page by page, each once', async (store) => {
    const chronicle = new Chronicle();
    const rooms = Array.from({ length: PAGE_ROOMS_MAX + 20 }, (_, index) => roomId(`room${999 - index}`));
    for (const room of rooms)
      chronicle.opens(ming, room).opens(ming, roomId(`not${room.slice(2, 9)}`), 'closed');
    await chronicle.write(store.log);
    const listed: RoomId[] = [];
    for (let more = true; more; ) {
      const after = listed.at(-1);
      const page = await store.archive.openRooms({ ...(after ? { after } : {}), limit: 7 });
      assert.ok(page.rooms.length === 7 || !page.more);
      listed.push(...page.rooms.map(({ room }) => room));
      more = page.more;
    }
    assert.deepEqual(listed, rooms);
    assert.equal((await store.archive.openRooms({ limit: 1_000_000 })).rooms.length, PAGE_ROOMS_MAX);
    assert.deepEqual(await store.archive.openRooms({ limit: 0 }), { rooms: [], more: true });
    const last = { after: rooms.at(-1) as RoomId, limit: 5 };
    assert.deepEqual(await store.archive.openRooms(last), { rooms: [], more: false });
  });

  test('[S14] a place in the list that is no open room is the beginning', async (store) => {
    const chronicle = mingInLobby().opens(ming, garden, 'closed').opens(ming, roomId('later'));
    await chronicle.write(store.log);
    const all = await store.archive.openRooms({ limit: 10 });
    for (const after of [garden, roomId('unknown')]) {
      assert.deepEqual(await store.archive.openRooms({ after, limit: 10 }), all);
    }
  });

  test('a file is kept as it came, an empty one too', async (store) => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
    const chronicle = mingInLobby().attaches('b_one' as BlobId, 'image/png', bytes);
    await chronicle.attaches('b_two' as BlobId, '', new Uint8Array()).write(store.log);
    await store.reopen();
    const one = await store.archive.blob('b_one');
    assert.deepEqual(one && { type: one.type, bytes: Buffer.from(one.bytes) }, {
      type: 'image/png',
      bytes: Buffer.from(bytes),
    });
    assert.equal((await store.archive.blob('b_two'))?.bytes.byteLength, 0);
    assert.equal(await store.archive.blob('b_three'), undefined);
  });

  test('a person who was in many rooms is told the present ones', async (store) => {
    const chronicle = new Chronicle().registers(ming);
    const rooms = Array.from({ length: 50 }, (_, index) => roomId(`room${index}`));
    for (const room of rooms) chronicle.opens(userId('host'), room).joins(ming, room);
    for (const room of rooms.slice(0, 25)) chronicle.leaves(ming, room);
    await chronicle.write(store.log);
    const told = (await store.archive.roomsOf(ming)).rooms.map(({ room }) => room);
    assert.deepEqual(new Set(told), new Set(rooms.slice(25)));
  });
}
