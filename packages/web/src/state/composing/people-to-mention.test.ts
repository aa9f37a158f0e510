import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import { TEXTS } from '../../text/texts.ts';
import type { RoomView } from '../room-view.ts';
import { peopleToMention } from './people-to-mention.ts';

const person = (name: string): Person => ({ id: `u_${name}` as UserId, name });
const [me, ada, bo, chen] = [person('me'), person('Ada'), person('Bo'), person('陈')];

/** A room in which these have spoken, and these are here. */
function room(spoke: readonly Person[], here: readonly Person[]): RoomView {
  const messages = spoke.map(({ id, name }) => ({ by: id, from: name }));
  const presence = { count: here.length, here: new Map(here.map((each) => [each.id, each])) };
  return { room: LOBBY, name: 'lobby', messages, presence } as unknown as RoomView;
}

const names = (view: RoomView, members: readonly Person[]) =>
  peopleToMention(view, members, me.id, TEXTS.en).map(({ name }) => name);

test('who spoke last comes first, then the others, each once, and not oneself', () => {
  assert.deepEqual(names(room([ada, me, bo, ada], [ada, me]), [me, chen, ada, bo]), ['Ada', 'Bo', '陈']);
});

test('before the list of members is there, those who are seen are there', () => {
  assert.deepEqual(names(room([bo], [chen]), []), ['Bo', '陈']);
});

test('who has another name now is called by it', () => {
  const renamed = { ...ada, name: 'Ada Lovelace' };
  assert.deepEqual(names(room([ada], [renamed]), [renamed]), ['Ada Lovelace']);
});
