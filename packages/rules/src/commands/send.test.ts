import assert from 'node:assert/strict';
import test from 'node:test';
import { type BlobId, LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { project } from '../project.ts';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

const CLOSED = 'r_cccccccccccccccc' as RoomId;
const NOWHERE = 'r_nnnnnnnnnnnnnnnn' as RoomId;
const PASSER = 'u_pppppppppppppppp' as UserId;

function teahouse(): { world: World; ann: UserId; ben: UserId } {
  const world = World.open();
  const ann = world.guest('a', 'Ann');
  const ben = world.guest('b');
  world.do('create_room', ann, { room: CLOSED, name: 'tea', kind: 'closed', members: [] });
  return { world, ann, ben };
}

test('[NET-1] a member speaks under the name they have now, or under none', () => {
  const { world, ann, ben } = teahouse();
  assert.equal(outcome(world.do('send', ann, { room: LOBBY, text: 'hello' })), 'message');
  world.do('send', ben, { room: LOBBY, text: 'hi' });
  const [first, second] = world.events(LOBBY).slice(-2);
  assert.deepEqual(first, {
    ...{ type: 'message', room: LOBBY, seq: 4, n: 1, id: first?.id, by: ann, from: 'Ann', at: 1 },
    text: 'hello',
  });
  assert.equal(second && 'from' in second, false);
});

test('[LOG-5] [S14] who is not in a room is told the same whether it exists or not', () => {
  const { world, ben } = teahouse();
  assert.equal(outcome(world.do('send', ben, { room: CLOSED, text: 'psst' })), 'not_a_member');
  assert.equal(outcome(world.do('send', ben, { room: NOWHERE, text: 'psst' })), 'not_a_member');
  assert.equal(world.room(CLOSED)?.n, 0);
});

test('[LOG-5] [R18] who left speaks no more, not even in the very next command', () => {
  const { world, ann } = teahouse();
  world.do('leave', ann, { room: LOBBY });
  assert.equal(outcome(world.do('send', ann, { room: LOBBY, text: 'one more thing' })), 'not_a_member');
  world.do('join', ann, { room: LOBBY });
  assert.equal(outcome(world.do('send', ann, { room: LOBBY, text: 'I am back' })), 'message');
});

test('[NET-2] a visitor speaks in open rooms only, and closed ones do not show that they exist', () => {
  const { world } = teahouse();
  const visitor = { name: '路人' };
  assert.equal(outcome(world.do('send', PASSER, { room: CLOSED, text: 'x', visitor })), 'no_such_room');
  assert.equal(outcome(world.do('send', PASSER, { room: NOWHERE, text: 'x', visitor })), 'no_such_room');
  assert.equal(world.events(PASSER).length, 0);
});

test('[NET-2] a visitor is written down with the first thing they say, once, and is no member', () => {
  const { world } = teahouse();
  const say = (text: string) => world.do('send', PASSER, { room: LOBBY, text, visitor: { name: '路人' } });
  assert.equal(outcome(say('one')), 'message registered');
  assert.equal(outcome(say('two')), 'message');
  assert.equal(world.events(LOBBY).at(-1)?.from, '路人');
  assert.equal(world.membership(LOBBY, PASSER), undefined);
  assert.equal(world.room(LOBBY)?.members, 2);
});

test('[NET-2] a visitor without a name has none', () => {
  const { world } = teahouse();
  world.do('send', PASSER, { room: LOBBY, text: 'hm', visitor: {} });
  const said = world.events(LOBBY).at(-1);
  assert.equal(said && 'from' in said, false);
});

test('[NET-2] a file rides beside its message, which says where to fetch it', () => {
  const { world, ann } = teahouse();
  const blob = { id: 'b_1' as BlobId, type: 'image/png', bytes: new Uint8Array([1, 2, 3]) };
  const decision = world.do('send', ann, { room: LOBBY, text: '', blob });
  assert.equal(decision.ok && decision.blob, blob);
  const said = world.events(LOBBY).at(-1);
  const attachment = said?.type === 'message' && said.attachment;
  assert.deepEqual(attachment, { id: 'b_1', type: 'image/png', size: 3, url: '/blobs/b_1' });
});

test('[FAN-3] a message is as many rows in a room of a thousand as in a room of ten', () => {
  const rows = [10, 1_000].map((members) => {
    const { world, ann } = teahouse();
    for (let index = 2; index < members; index++) {
      const user = `u_${index.toString(2).padStart(16, '0').replaceAll('0', 'x').replaceAll('1', 'y')}`;
      world.do('register', user as UserId, { tokenHash: new Uint8Array(32) });
    }
    assert.equal(world.room(LOBBY)?.members, members);
    const decision = world.do('send', ann, { room: LOBBY, text: 'hello' });
    const said = world.events(LOBBY).at(-1);
    return [decision.ok && decision.events.length, said && project(said).length];
  });
  assert.deepEqual(rows[0], rows[1]);
});
