import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

const ROOM = 'r_rrrrrrrrrrrrrrrr' as RoomId;

test('[NET-1] a new name is told in one’s own stream and in every room one is in', () => {
  const world = World.open();
  const ann = world.guest('a', 'Ann');
  world.do('create_room', ann, { room: ROOM, name: 'tea', kind: 'open', members: [] });
  assert.equal(outcome(world.do('rename', ann, { name: 'Anna' })), 'name_changed renamed renamed');
  for (const room of [LOBBY, ROOM]) {
    const told = world.events(room).at(-1);
    assert.deepEqual(told?.type === 'renamed' && [told.from, told.name], ['Ann', 'Anna']);
  }
});

test('[SYNC-4] what was said before keeps its name, what is said after has the new one', () => {
  const world = World.open();
  const ann = world.guest('a', 'Ann');
  world.do('send', ann, { room: LOBBY, text: 'before' });
  world.do('rename', ann, { name: 'Anna' });
  world.do('send', ann, { room: LOBBY, text: 'after' });
  const said = world.events(LOBBY).filter(({ type }) => type === 'message');
  assert.deepEqual(
    said.map(({ from }) => from),
    ['Ann', 'Anna'],
  );
});

test('[LOG-3] the name one has already changes nothing, which is written down', () => {
  const world = World.open();
  const ann = world.guest('a', 'Ann');
  assert.equal(outcome(world.do('rename', ann, { name: 'Ann' })), 'unchanged');
});

test('[NET-1] a room that was left is not told', () => {
  const world = World.open();
  const ann = world.guest('a');
  world.do('leave', ann, { room: LOBBY });
  assert.equal(outcome(world.do('rename', ann, { name: 'Anna' })), 'name_changed');
});

test('[NET-3] nobody is no one to rename', () => {
  const nobody = 'u_nnnnnnnnnnnnnnnn' as UserId;
  assert.equal(outcome(World.open().do('rename', nobody, { name: 'x' })), 'no_such_user');
});
