import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { PresenceNodes } from '../testing/presence-nodes.ts';
import { BEAT_EVERY_MS, SILENCE_MS_MAX, TURN_MS } from './limits.ts';
import type { NodeId, PresenceWord } from './words.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;
const MING = { id: 'u_ming' as UserId };
const LEE = { id: 'u_lee' as UserId };
const ADA = { id: 'u_ada' as UserId };
/** Changes are gathered for a second or a little more, and told in the next turn. */
const TOLD_MS = 1_500;

/** One person at each of some nodes, known to all. */
function settled(count: number): ReturnType<typeof PresenceNodes.of> {
  const nodes = PresenceNodes.of(count);
  for (const [index, { presence }] of nodes.nodes.entries()) {
    presence.enter(LOBBY, [MING, LEE, ADA][index] ?? assert.fail());
  }
  nodes.clock.advance(TOLD_MS);
  nodes.passed.length = 0;
  return nodes;
}

test('whoever is at one node is seen at the others, and their coming and going is reported there', () => {
  const { clock, nodes } = PresenceNodes.of(2);
  const [here, there] = nodes;
  const frames = there.watch(LOBBY);
  here.presence.enter(LOBBY, MING);
  clock.advance(TOLD_MS);
  assert.deepEqual(there.shown(LOBBY), ['u_ming']);
  clock.advance(TOLD_MS);
  here.presence.exit(LOBBY, MING.id);
  clock.advance(2 * TOLD_MS);
  assert.deepEqual(there.shown(LOBBY), []);
  assert.deepEqual(frames, [
    { type: 'presence', room: LOBBY, count: 1, came: [MING], went: [] },
    { type: 'presence', room: LOBBY, count: 0, came: [], went: [MING.id] },
  ]);
});

test('somebody at two nodes is one person, until they have gone from both', () => {
  const { clock, nodes } = settled(3);
  const [here, there, third] = nodes;
  here.watch(LOBBY);
  there.presence.enter(LOBBY, MING);
  clock.advance(TOLD_MS);
  assert.deepEqual(third.presence.look(LOBBY).count, 3);
  here.presence.exit(LOBBY, MING.id);
  assert.deepEqual(here.presence.look(LOBBY).count, 3);
  clock.advance(TOLD_MS);
  for (const node of nodes) assert.deepEqual(node.presence.look(LOBBY).count, 3);
  there.presence.exit(LOBBY, MING.id);
  clock.advance(TOLD_MS);
  assert.deepEqual(third.shown(LOBBY), ['u_ada', 'u_lee']);
});

test('[R28] who begins to show a room asks, and is answered at once by all who have somebody there', () => {
  const nodes = settled(2);
  nodes.clock.advance(60_000);
  const late = nodes.add();
  late.watch(LOBBY);
  nodes.clock.advance(2 * TURN_MS);
  assert.deepEqual(late.shown(LOBBY), ['u_lee', 'u_ming']);
});

test('[S10] however many ask, a list is told once a second', () => {
  const nodes = settled(1);
  const [here] = nodes.nodes;
  const ask: PresenceWord = { node: 'asker' as NodeId, says: 'asks', of: 'all' };
  for (let turn = 0; turn < 40; turn++) {
    for (let times = 0; times < 100; times++) here.peers.take(LOBBY, ask);
    nodes.clock.advance(TURN_MS);
  }
  assert.equal(nodes.takeSaid('list').length, 10);
});

test('[R28] a list that is asked for while changes are gathered tells them to everybody', () => {
  const nodes = settled(2);
  const [here, there] = nodes.nodes;
  nodes.clock.advance(TOLD_MS);
  here.presence.enter(LOBBY, ADA);
  const late = nodes.add();
  late.watch(LOBBY);
  nodes.clock.advance(2 * TURN_MS);
  for (const node of [there, late]) assert.deepEqual(node.shown(LOBBY), ['u_ada', 'u_lee', 'u_ming']);
  nodes.clock.advance(TOLD_MS);
  assert.deepEqual(nodes.takeSaid('change'), []);
});

test('who asks others is not answered', () => {
  const nodes = settled(1);
  const [here] = nodes.nodes;
  here.peers.take(LOBBY, { node: 'a' as NodeId, says: 'asks', of: ['b' as NodeId] });
  here.peers.take(ROOM, { node: 'a' as NodeId, says: 'asks', of: 'all' });
  nodes.clock.advance(2_000);
  assert.deepEqual(nodes.takeSaid('list'), []);
});

test('[R8] a change that was lost is noticed at the next one, and asked for once', () => {
  const nodes = settled(2);
  const [here, there] = nodes.nodes;
  nodes.fate = () => [];
  here.presence.enter(LOBBY, ADA);
  nodes.clock.advance(TOLD_MS);
  nodes.fate = () => [0];
  here.presence.exit(LOBBY, MING.id);
  nodes.clock.advance(TOLD_MS + 2 * TURN_MS);
  assert.deepEqual(there.shown(LOBBY), ['u_ada', 'u_lee']);
  assert.deepEqual(
    nodes.takeSaid('asks').map(({ of }) => of),
    [['node 0']],
  );
});

test('[R8] [R10] a last change that was lost is noticed at the next heartbeat', () => {
  const nodes = settled(2);
  const [here, there] = nodes.nodes;
  nodes.fate = () => [];
  here.presence.exit(LOBBY, MING.id);
  nodes.clock.advance(TOLD_MS);
  nodes.fate = () => [0];
  assert.deepEqual(there.shown(LOBBY), ['u_lee', 'u_ming']);
  nodes.clock.advance(BEAT_EVERY_MS + 3 * TURN_MS);
  assert.deepEqual(there.shown(LOBBY), ['u_lee']);
});

test('[R8] words that come twice, late and in another order change nothing', () => {
  const nodes = settled(2);
  const [here, there] = nodes.nodes;
  here.presence.enter(LOBBY, ADA);
  nodes.clock.advance(TOLD_MS);
  here.peers.take(LOBBY, { node: there.id, says: 'asks', of: 'all' });
  nodes.clock.advance(TOLD_MS);
  here.presence.exit(LOBBY, ADA.id);
  nodes.clock.advance(TOLD_MS);
  const said = nodes.passed.splice(0).filter(({ word }) => word.node === here.id);
  assert.deepEqual(
    said.map(({ word }) => word.says),
    ['change', 'list', 'change'],
  );
  for (const { room, word } of [...said, ...said.toReversed()]) there.peers.take(room, word);
  assert.deepEqual(there.shown(LOBBY), ['u_lee', 'u_ming']);
});

test('[R28] the people of a node that died go when it has been silent for forty seconds, and not before', () => {
  const nodes = settled(2);
  const [here, there] = nodes.nodes;
  const frames = there.watch(LOBBY);
  here.isDead = true;
  nodes.clock.advance(SILENCE_MS_MAX - TOLD_MS);
  assert.deepEqual(there.shown(LOBBY), ['u_lee', 'u_ming']);
  nodes.clock.advance(TOLD_MS);
  assert.deepEqual(there.shown(LOBBY), ['u_lee']);
  nodes.clock.advance(TOLD_MS);
  assert.deepEqual(
    frames.map(({ went }) => went),
    [[MING.id]],
  );
});

test('[R8] two heartbeats may be lost', () => {
  const nodes = settled(2);
  const [here, there] = nodes.nodes;
  nodes.random = () => 0;
  let beats = 0;
  nodes.fate = ({ says }) => (says === 'still' && beats++ % 6 < 4 ? [] : [0]);
  for (let second = 0; second < 300; second++) {
    nodes.clock.advance(1_000);
    assert.deepEqual(there.shown(LOBBY), ['u_lee', 'u_ming'], `second ${second}`);
    assert.deepEqual(here.shown(LOBBY), ['u_lee', 'u_ming'], `second ${second}`);
  }
});

test('[R29] a node that stops says so: its people go from all rooms at once, and late words do not bring them back', () => {
  const nodes = settled(2);
  const [here, there] = nodes.nodes;
  here.presence.enter(ROOM, MING);
  there.presence.enter(ROOM, LEE);
  nodes.clock.advance(TOLD_MS);
  const late = nodes.passed.splice(0);
  // One word of it is enough.
  nodes.fate = ({ says }) => (says === 'goes' && nodes.passed.length > 1 ? [] : [0]);
  here.peers[Symbol.dispose]();
  assert.deepEqual([there.shown(LOBBY), there.shown(ROOM)], [['u_lee'], ['u_lee']]);
  for (const { room, word } of late) there.peers.take(room, word);
  assert.deepEqual([there.shown(LOBBY), there.shown(ROOM)], [['u_lee'], ['u_lee']]);
  here.isDead = true;
  nodes.clock.advance(2 * SILENCE_MS_MAX);
  assert.deepEqual([there.shown(LOBBY), there.shown(ROOM)], [['u_lee'], ['u_lee']]);
});

test('[R9] who hears of others again after a while asks in all rooms at once', () => {
  const nodes = settled(2);
  const [here, there] = nodes.nodes;
  here.isConnected = false;
  nodes.clock.advance(SILENCE_MS_MAX);
  assert.deepEqual([here.shown(LOBBY), there.shown(LOBBY)], [['u_ming'], ['u_lee']]);
  there.presence.enter(LOBBY, ADA);
  nodes.clock.advance(TOLD_MS);
  here.isConnected = true;
  nodes.clock.advance(2 * TURN_MS);
  assert.deepEqual(here.shown(LOBBY), ['u_ada', 'u_lee', 'u_ming']);
  nodes.clock.advance(BEAT_EVERY_MS + 3 * TURN_MS);
  assert.deepEqual(there.shown(LOBBY), ['u_ada', 'u_lee', 'u_ming']);
});

test('a new name is seen everywhere, and of two names all other nodes show the same one', () => {
  const stage = PresenceNodes.of(3);
  const { clock, nodes } = stage;
  const [here, there, third] = nodes;
  for (const node of [here, there]) node.presence.enter(LOBBY, { ...MING, name: 'old' });
  third.presence.enter(LOBBY, LEE);
  const frames = third.watch(LOBBY);
  clock.advance(2 * TOLD_MS);
  there.presence.rename(LOBBY, { ...MING, name: 'new' });
  clock.advance(2 * TOLD_MS);
  assert.deepEqual(there.shown(LOBBY), ['u_lee', 'u_ming new'], 'one’s own word comes first');
  assert.deepEqual(third.shown(LOBBY), ['u_lee', 'u_ming old'], 'the least id comes first');
  const late = stage.add();
  late.watch(LOBBY);
  clock.advance(TOLD_MS);
  assert.deepEqual(late.shown(LOBBY), third.shown(LOBBY), 'in whatever order it heard of them');
  here.presence.rename(LOBBY, { ...MING, name: 'new' });
  clock.advance(2 * TOLD_MS);
  for (const node of nodes) assert.deepEqual(node.shown(LOBBY), ['u_lee', 'u_ming new']);
  assert.deepEqual(
    frames.map(({ came }) => came),
    [[{ ...MING, name: 'old' }], [{ ...MING, name: 'new' }]],
  );
});

test('of two names the one that is left is shown', () => {
  const { clock, nodes } = PresenceNodes.of(3);
  const [here, there, third] = nodes;
  here.presence.enter(LOBBY, { ...MING, name: 'old' });
  there.presence.enter(LOBBY, { ...MING, name: 'new' });
  third.presence.enter(LOBBY, LEE);
  clock.advance(TOLD_MS);
  here.presence.exit(LOBBY, MING.id);
  clock.advance(TOLD_MS);
  assert.deepEqual(third.shown(LOBBY), ['u_lee', 'u_ming new']);
});
