import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import { TEXTS } from '../text/texts.ts';
import { memberLists } from './members.ts';
import type { RoomView } from './room-view.ts';

const person = (id: string, name: string): Person => ({ id: `u_${id}` as UserId, name });
const [ada, ming, zoe] = [person('ada', 'Ada'), person('ming', '小明'), person('zoe', 'Zoë')];

function room(here: readonly Person[]): RoomView {
  const presence = { count: here.length, here: new Map(here.map((each) => [each.id, each])) };
  return { presence } as unknown as RoomView;
}

test('everyone is listed once: here or away, by name', () => {
  const lists = memberLists(room([zoe, ming]), [zoe, ming, ada], ming.id, TEXTS.en);
  assert.deepEqual(lists, { here: [ming, zoe], away: [ada] });
});

test('someone who came after the list was fetched is here all the same', () => {
  assert.deepEqual(memberLists(room([ada]), [], ming.id, TEXTS.en), { here: [ada], away: [] });
});

test('in a room too full to name who is here, everyone is listed still', () => {
  const full = { presence: { count: 5_000, here: new Map() } } as unknown as RoomView;
  assert.deepEqual(memberLists(full, [zoe, ada], ming.id, TEXTS.en), { here: [], away: [ada, zoe] });
});
