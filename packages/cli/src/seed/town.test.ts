import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMAND_ID_PATTERN, ROOM_ID_PATTERN, USER_ID_PATTERN } from '@teahouse/protocol/ids';
import { ROOMS_PER_USER_MAX } from '@teahouse/protocol/limits';
import { normalName, refuseText } from '@teahouse/protocol/text';
import type { SeedOptions } from './options.ts';
import { Town } from './town.ts';

const SMALL: SeedOptions = { data: '', rooms: 5, messages: 200, people: 10, randomSeed: 1 };

test('the same options make up the same commands', () => {
  const one = [...new Town(SMALL).commands()];
  assert.deepEqual(one, [...new Town(SMALL).commands()]);
  assert.notDeepEqual(one, [...new Town({ ...SMALL, randomSeed: 2 }).commands()]);
});

test('as many commands come as were announced', () => {
  for (const options of [SMALL, { ...SMALL, people: 1 }, { ...SMALL, rooms: 1_000, people: 3 }]) {
    const town = new Town(options);
    assert.equal([...town.commands()].length, town.commandCount);
  }
});

test('what is made up is what a client could have sent', () => {
  const ids = new Set<string>();
  for (const command of new Town({ ...SMALL, messages: 2_000, rooms: 30, people: 40 }).commands()) {
    assert.match(command.id, COMMAND_ID_PATTERN);
    assert.match(command.author, USER_ID_PATTERN);
    assert.ok(!ids.has(command.id));
    ids.add(command.id);
    if ('room' in command) assert.match(command.room, ROOM_ID_PATTERN);
    if (command.type === 'send') assert.equal(refuseText(command.text), null);
    if ('name' in command) assert.equal(normalName(command.name ?? ''), command.name);
  }
});

test('both languages are spoken', () => {
  const texts = [...new Town(SMALL).commands()].map((command) =>
    command.type === 'send' ? command.text : '',
  );
  assert.ok(texts.some((text) => /\p{Script=Han}/u.test(text)));
  assert.ok(texts.some((text) => /^[A-Z][a-z]+ /u.test(text)));
});

test('nobody is in more rooms than one may be, however few people were asked for', () => {
  const roomsOf = new Map<string, number>();
  for (const { type, author } of new Town({ ...SMALL, rooms: 2_000, people: 1 }).commands()) {
    if (type === 'register' || type === 'create_room' || type === 'join') {
      roomsOf.set(author, (roomsOf.get(author) ?? 0) + 1);
    }
  }
  assert.ok(Math.max(...roomsOf.values()) <= ROOMS_PER_USER_MAX);
});
