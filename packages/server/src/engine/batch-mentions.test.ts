import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StreamEvent, UserEvent } from '@teahouse/protocol/events';
import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import type { Command } from '@teahouse/rules/command';
import fc from 'fast-check';
import { type Asked, Desk, LEE, MING, send } from '../testing/desk.ts';

const mention = (author: UserId, ...mentions: UserId[]) => ({ ...send(author, 'you'), mentions });
const read = (author: UserId, seq: number) => ({ type: 'read', author, room: LOBBY, seq }) as const;

test('a message and what it tells those it mentions are one command, answered with the message', async () => {
  const desk = await Desk.open();
  const { outcomes, events } = await desk.commit(mention(MING, LEE, MING));
  assert.deepEqual(outcomes, [{ ok: true, stream: LOBBY, seq: 4 }]);
  assert.deepEqual(
    events.map(({ stream, seq, type, by }) => [stream, seq, type, by]),
    [
      [LOBBY, 4, 'message', MING],
      [LEE, 3, 'mentioned', MING],
    ],
  );
  const repeat = await desk.commit({ ...mention(MING, LEE), id: 'c4' });
  assert.deepEqual([repeat.outcomes, repeat.events], [outcomes, []]);
});

test('[SYNC-4] what a batch reads and what it mentions is counted as if one followed the other', async () => {
  const desk = await Desk.open();
  await desk.commit(mention(MING, LEE), send(MING, 'nobody'), mention(MING, LEE), mention(MING, LEE));
  await desk.commit(read(LEE, 5), mention(MING, LEE), read(LEE, 6), mention(MING, LEE), read(LEE, 7));
  const left = (await desk.events<UserEvent>(LEE)).flatMap((event) =>
    event.type === 'read' ? [event.mentions] : [],
  );
  assert.deepEqual(left, [2, 2, 2]);
  const { rooms } = await desk.archive.roomsOf(LEE);
  assert.equal(rooms[0]?.mentions, 2);
});

test('[LOG-5] whoever left earlier in the batch is not mentioned', async () => {
  const desk = await Desk.open();
  const { events } = await desk.commit(
    { type: 'leave', author: LEE, room: LOBBY },
    mention(MING, LEE),
    { type: 'join', author: LEE, room: LOBBY },
    mention(MING, LEE),
  );
  assert.deepEqual(
    events.map(({ type }) => type),
    ['left', 'room_left', 'message', 'joined', 'room_joined', 'message', 'mentioned'],
  );
});

test('[LOG-2] [SYNC-4] however commands are cut into batches, mentions and wishes come out the same', async () => {
  const people = [MING, LEE];
  const one = fc.record({
    author: fc.constantFrom(...people),
    does: fc.constantFrom('mention', 'mention', 'read', 'arrange', 'leave', 'join'),
    number: fc.integer({ min: 1, max: 11 }),
  });
  const toCommand = ({
    author,
    does,
    number,
  }: {
    author: UserId;
    does: string;
    number: number;
  }): Asked<Command> => {
    if (does === 'mention') return mention(author, ...people);
    // Only what was there before the batch can be read in it.
    if (does === 'read') return read(author, number);
    if (does === 'arrange') return { type: 'arrange', author, room: LOBBY, place: number % 3 };
    return { type: does as 'join' | 'leave', author, room: LOBBY };
  };
  const outcome = async (commands: readonly Asked<Command>[], size: number) => {
    const desk = await Desk.open();
    for (let said = 0; said < 4; said++) await desk.commit(mention(MING, LEE), mention(LEE, MING));
    for (let from = 0; from < commands.length; from += size)
      await desk.commit(...commands.slice(from, from + size));
    const logs = [LOBBY, MING, LEE].map((stream) => desk.events<StreamEvent>(stream));
    return Promise.all([...logs, ...people.map((user) => desk.archive.roomsOf(user))]);
  };
  const cut = fc.tuple(fc.array(one, { maxLength: 20, size: 'max' }), fc.integer({ min: 2, max: 20 }));
  await fc.assert(
    fc.asyncProperty(cut, async ([asked, size]) => {
      const commands = asked.map(toCommand);
      assert.deepEqual(await outcome(commands, size), await outcome(commands, 1));
    }),
    { numRuns: 100 },
  );
});
