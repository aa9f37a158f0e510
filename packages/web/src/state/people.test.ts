import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import { normalName } from '@teahouse/protocol/text';
import { TEXTS } from '../text/texts.ts';
import { directName, everyoneSeen, nameOf, peopleHere, titleOf } from './people.ts';
import type { RoomView } from './room-view.ts';

const { en, zh } = TEXTS;
const person = (id: string, name?: string): Person =>
  name === undefined ? { id: `u_${id}` as UserId } : { id: `u_${id}` as UserId, name };
const ada = person('ada', 'Ada');
const ming = person('ming', '小明');

function room(id: string, name: string, here: readonly Person[] = []): RoomView {
  const presence = { count: here.length, here: new Map(here.map((each) => [each.id, each])) };
  return { room: id as RoomId, name, presence } as unknown as RoomView;
}

test('those without a name are told apart', () => {
  assert.equal(nameOf(person('wxyz2345'), en), 'Guest wxyz');
  assert.equal(nameOf(person('wxyz2345'), zh), '客人 wxyz');
});

test('the lobby is called so in the language of the reader, unless it has another name', () => {
  const lobby = { room: 'lobby' as RoomId, name: 'lobby' };
  assert.equal(titleOf(lobby, ada, zh), '大堂');
  assert.equal(titleOf({ ...lobby, name: 'Foyer' }, ada, zh), 'Foyer');
});

test('a room of two is called after the other one', () => {
  const direct = { room: 'r_x' as RoomId, kind: 'direct', name: directName(ada, ming, en) } as const;
  assert.equal(direct.name, 'Ada · 小明');
  assert.equal(titleOf(direct, ada, en), '小明');
  assert.equal(titleOf(direct, ming, en), 'Ada');
  const renamed = person('ada', 'Ada Lovelace');
  assert.equal(titleOf(direct, renamed, en), 'Ada · 小明');
  const messages = [{ by: ming.id, from: '小明明' } as Message];
  assert.equal(titleOf({ ...direct, messages }, renamed, en), '小明明');
});

test('the name of a room of two is one that the server takes, however long theirs are', () => {
  const long = person('long', '茶'.repeat(40));
  assert.notEqual(normalName(directName(long, long, en)), null);
});

test('people are listed by name, oneself first; to invite there is everyone else, once', () => {
  const zoe = person('zoe', 'Zoë');
  const rooms = [room('lobby', 'lobby', [zoe, ada, ming]), room('r_b', 'b', [ada])];
  const [lobby] = rooms;
  assert.deepEqual(lobby && peopleHere(lobby, zoe.id, en).map(({ name }) => name), ['Zoë', 'Ada', '小明']);
  assert.deepEqual(
    everyoneSeen(rooms, ming.id, en).map(({ name }) => name),
    ['Ada', 'Zoë'],
  );
});
