import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY, USER_ID_PATTERN } from '@teahouse/protocol/ids';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';
import { HOUSE } from './open-lobby.ts';

test('[NET-1] the lobby is an open room, empty, from the first start', () => {
  const world = new World();
  assert.equal(outcome(world.do('open_lobby', HOUSE, {})), 'room_created');
  assert.deepEqual(world.room(LOBBY), {
    name: 'lobby',
    kind: 'open',
    members: 0,
    n: 0,
    head: 1,
    id: 'c_1',
  });
});

test('[LOG-3] every later start leaves the lobby as it is', () => {
  const world = World.open();
  assert.equal(outcome(world.do('open_lobby', HOUSE, {})), '');
  assert.equal(world.events(LOBBY).length, 1);
});

test('the house has an id like a person, so that every reader of events can read its own', () => {
  assert.match(HOUSE, USER_ID_PATTERN);
});
