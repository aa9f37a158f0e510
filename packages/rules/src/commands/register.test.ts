import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import { entrance } from '../own-room.ts';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

const ANN = 'u_aaaaaaaaaaaaaaaa' as UserId;
const tokenHash = new Uint8Array(32).fill(7);

test('[NET-1] a newcomer is somebody, and in the lobby', () => {
  const world = World.open();
  assert.equal(
    outcome(world.do('register', ANN, { name: 'Ann', tokenHash })),
    'registered joined room_joined',
  );
  assert.deepEqual(world.membership(LOBBY, ANN), entrance(2, 0));
  assert.equal(world.room(LOBBY)?.members, 1);
  assert.equal(world.projections.users.get(ANN), 'Ann');
});

test('[NET-1] a name may be absent, and is then absent everywhere', () => {
  const world = World.open();
  world.do('register', ANN, { tokenHash });
  for (const event of [...world.events(LOBBY), ...world.events(ANN)].filter(({ by }) => by === ANN)) {
    assert.equal('from' in event, false, event.type);
  }
  assert.equal('name' in (world.events(ANN)[0] ?? { name: '' }), false);
});

test('[S17] of a token only its hash rides along, and no event has it', () => {
  const world = World.open();
  const decision = world.do('register', ANN, { tokenHash });
  assert.deepEqual(decision.ok && decision.tokenHash, tokenHash);
  const hex = Buffer.from(tokenHash).toString('hex');
  assert.ok(!JSON.stringify([...world.logs.values()]).includes(hex));
});

test('[NET-3] nobody is made twice, nor before there is a lobby', () => {
  const world = World.open();
  world.do('register', ANN, { tokenHash });
  assert.equal(outcome(world.do('register', ANN, { tokenHash })), 'internal');
  assert.equal(outcome(new World().do('register', ANN, { tokenHash })), 'internal');
});

test('a newcomer has read what was said before', () => {
  const world = World.open();
  const ben = world.guest('b');
  for (const text of ['one', 'two']) world.do('send', ben, { room: LOBBY, text });
  const ann = world.guest('a');
  assert.equal(world.membership(LOBBY, ann)?.readN, 2);
});
