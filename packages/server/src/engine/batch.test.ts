import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StreamEvent, UserEvent } from '@teahouse/protocol/events';
import { type CommandId, LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import { HOUSE } from '@teahouse/rules/commands/open-lobby';
import fc from 'fast-check';
import { MemoryStore } from '../storage/memory/memory-store.ts';
import { type Asked, AT_MS, Desk, LEE, MING, ROOM, send } from '../testing/desk.ts';

test('[LOG-2] several commands of several authors in one batch are numbered without gaps, in order', async () => {
  const desk = await Desk.open();
  const { outcomes, events } = await desk.commit(send(MING, 'a'), send(LEE, 'b'), send(MING, 'c'));
  assert.deepEqual(
    outcomes,
    [4, 5, 6].map((seq) => ({ ok: true, stream: LOBBY, seq })),
  );
  assert.deepEqual(
    events.map(({ stream, seq, type, by }) => ({ stream, seq, type, by })),
    [MING, LEE, MING].map((by, index) => ({ stream: LOBBY, seq: 4 + index, type: 'message', by })),
  );
  assert.deepEqual(
    (await desk.events()).map(({ seq }) => seq),
    [1, 2, 3, 4, 5, 6],
  );
});

test('the bytes that are published are the bytes that are stored', async () => {
  const desk = await Desk.open();
  const { events } = await desk.commit(send(MING, '你好 "茶" \n'));
  const page = await desk.archive.eventsAfter(LOBBY, { reader: 'server', after: 3, limit: 1 });
  assert.deepEqual(page?.events[0]?.bytes, events[0]?.bytes);
  assert.deepEqual((await desk.events())[3], {
    type: 'message',
    room: LOBBY,
    seq: 4,
    n: 1,
    id: 'c4',
    by: MING,
    from: '小明',
    at: AT_MS,
    text: '你好 "茶" \n',
  });
});

test('[LOG-5] joining, speaking, leaving and speaking again in one batch is decided step by step', async () => {
  const desk = await Desk.open();
  const { outcomes } = await desk.commit(
    { type: 'create_room', author: MING, room: ROOM, name: '茶友', kind: 'open', members: [] },
    { type: 'join', author: LEE, room: ROOM },
    send(LEE, 'in', ROOM),
    { type: 'leave', author: LEE, room: ROOM },
    send(LEE, 'out', ROOM),
    { type: 'join', author: LEE, room: ROOM },
    send(LEE, 'in again', ROOM),
  );
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? outcome.seq : outcome.code)),
    [1, 2, 3, 4, 'not_a_member', 5, 6],
  );
  const room = await desk.events(ROOM);
  assert.deepEqual(
    room.map(({ type, n }) => [type, n]),
    [
      ['room_created', 0],
      ['joined', 0],
      ['message', 1],
      ['left', 1],
      ['joined', 1],
      ['message', 2],
    ],
  );
  const own = await desk.events<UserEvent>(LEE);
  assert.deepEqual(
    own.map(({ type, seq }) => [type, seq]),
    [
      ['registered', 1],
      ['room_joined', 2],
      ['room_joined', 3],
      ['room_left', 4],
      ['room_joined', 5],
    ],
  );
});

test('what one command of a batch changes, the next one sees', async () => {
  const desk = await Desk.open();
  await desk.commit({ type: 'rename', author: LEE, name: 'Lee' }, send(LEE, 'renamed'), {
    type: 'rename',
    author: LEE,
    name: 'Li',
  });
  const events = (await desk.events()).slice(3);
  assert.deepEqual(
    events.map(({ type, from }) => [type, from]),
    [
      ['renamed', undefined],
      ['message', 'Lee'],
      ['renamed', 'Lee'],
    ],
  );
});

test('a new name is told in every room, each numbered for itself', async () => {
  const desk = await Desk.open();
  const rooms = [...'abcdefgh'].map((letter) => `r_${letter.repeat(16)}` as RoomId);
  await desk.commit(
    ...rooms.map(
      (room) => ({ type: 'create_room', author: MING, room, name: 'x', kind: 'open', members: [] }) as const,
    ),
    send(MING, 'one room is ahead', rooms[2]),
  );
  const { outcomes, events } = await desk.commit(send(LEE, 'x'), {
    type: 'rename',
    author: MING,
    name: '大明',
  });
  assert.deepEqual(outcomes[1], { ok: true, stream: MING, seq: 11 });
  assert.deepEqual(
    new Set(events.slice(1).map(({ stream, seq }) => `${stream} ${seq}`)),
    new Set([`${MING} 11`, 'lobby 5', ...rooms.map((room, index) => `${room} ${index === 2 ? 3 : 2}`)]),
  );
});

test('a direct room exists once, whoever of the two asks, and takes back who left', async () => {
  const desk = await Desk.open();
  const direct = (author: UserId, members: UserId[]) =>
    ({ type: 'create_room', author, room: ROOM, name: '我们', kind: 'direct', members }) as const;
  const both = await desk.commit(direct(MING, [LEE]), direct(LEE, [MING]));
  assert.deepEqual(both.outcomes, [
    { ok: true, stream: ROOM, seq: 1 },
    { ok: true, stream: LEE, seq: 4 },
  ]);
  const back = await desk.commit({ type: 'leave', author: LEE, room: ROOM }, direct(MING, [LEE]));
  assert.deepEqual(back.outcomes[1], { ok: true, stream: ROOM, seq: 4 });
  assert.deepEqual(
    (await desk.events(ROOM)).map(({ type }) => type),
    ['room_created', 'joined', 'left', 'joined'],
  );
});

test('a marker moves to a running number, forwards only', async () => {
  const desk = await Desk.open();
  await desk.commit(send(MING, 'a'), send(MING, 'b'));
  const read = (seq: number) => ({ type: 'read', author: LEE, room: LOBBY, seq }) as const;
  const { outcomes } = await desk.commit(read(4), read(5), read(4), read(99));
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? outcome.seq : outcome.code)),
    [3, 4, undefined, 'bad_position'],
  );
  const own = (await desk.events<UserEvent>(LEE)).slice(2);
  assert.deepEqual(
    own.map((event) => event.type === 'read' && event.read_n),
    [1, 2],
  );
});

test('[LOG-1] when a batch cannot be stored nothing of it is', async () => {
  const store = new MemoryStore(() => 'name');
  const desk = new Desk(store);
  await desk.commit({ type: 'open_lobby', author: HOUSE });
  store.openLog();
  await assert.rejects(desk.commit({ type: 'register', author: MING, tokenHash: new Uint8Array(32) }));
  assert.equal((await desk.events()).length, 1);
});

test('[LOG-2] however commands are cut into batches, the logs are the same', async () => {
  const people = [MING, LEE];
  const one = fc.record({
    author: fc.constantFrom(...people),
    does: fc.constantFrom('say', 'join', 'leave', 'rename'),
    id: fc.integer({ min: 0, max: 30 }),
  });
  const toCommand = ({ author, does, id }: { author: UserId; does: string; id: number }): Asked<Command> => {
    const name = `x${id}` as CommandId;
    if (does === 'say') return { ...send(author, `${id}`, ROOM), id: name };
    if (does === 'rename') return { type: 'rename', author, name: `${id % 3}`, id: name };
    return { type: does as 'join' | 'leave', author, room: ROOM, id: name };
  };
  const logs = async (commands: Asked<Command>[], size: number) => {
    const desk = await Desk.open();
    await desk.commit({
      type: 'create_room',
      author: MING,
      room: ROOM,
      name: 'x',
      kind: 'open',
      members: [],
    });
    for (let from = 0; from < commands.length; from += size)
      await desk.commit(...commands.slice(from, from + size));
    return Promise.all([LOBBY, ROOM, MING, LEE].map((stream) => desk.events<StreamEvent>(stream)));
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(one, { maxLength: 25, size: 'max' }),
      fc.integer({ min: 2, max: 25 }),
      async (asked, size) => {
        const commands = asked.map(toCommand);
        assert.deepEqual(await logs(commands, size), await logs(commands, 1));
      },
    ),
    { numRuns: 100 },
  );
});
