import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Arrangement, UNARRANGED } from '@teahouse/protocol/arrangement';
import { LOBBY } from '@teahouse/protocol/ids';
import { Wishes } from './wishes.ts';

/** A lobby that changes when the test says so, and a question that the test answers. */
function asking() {
  let lobby: Arrangement = UNARRANGED;
  const rooms = { get: () => lobby } as unknown as Parameters<Wishes['settle']>[0];
  const wishes = new Wishes();
  const told = (now: Partial<Arrangement>) => {
    lobby = { ...lobby, ...now };
    wishes.settle(rooms);
  };
  return { wishes, rooms, told };
}

test('a wish shows at once, and until the event has come that makes it true', async () => {
  const { wishes, rooms, told } = asking();
  const answer = Promise.withResolvers<void>();
  const asked = wishes.make(LOBBY, { pinned: true }, answer.promise, rooms);
  assert.deepEqual(wishes.for(LOBBY), { pinned: true });
  answer.resolve();
  await asked;
  told({});
  assert.deepEqual(wishes.for(LOBBY), { pinned: true });
  told({ pinned: true });
  assert.deepEqual(wishes.for(LOBBY), {});
});

test('a refused wish is taken back', async () => {
  const { wishes, rooms } = asking();
  await assert.rejects(wishes.make(LOBBY, { place: 3 }, Promise.reject(new Error('no')), rooms));
  assert.deepEqual(wishes.for(LOBBY), {});
});

test('later wishes add to earlier ones, and none is let go before its own answer', async () => {
  const { wishes, rooms, told } = asking();
  const second = Promise.withResolvers<void>();
  await wishes.make(LOBBY, { pinned: true }, Promise.resolve(), rooms);
  const asked = wishes.make(LOBBY, { notify: 'nothing' }, second.promise, rooms);
  told({ pinned: true });
  assert.deepEqual(wishes.for(LOBBY), { pinned: true, notify: 'nothing' });
  second.resolve();
  await asked;
  told({ notify: 'nothing' });
  assert.deepEqual(wishes.for(LOBBY), {});
});

test('what another device wanted since counts', async () => {
  const { wishes, rooms, told } = asking();
  await wishes.make(LOBBY, { notify: 'mentions' }, Promise.resolve(), rooms);
  told({ notify: 'nothing' });
  assert.deepEqual(wishes.for(LOBBY), {});
});
