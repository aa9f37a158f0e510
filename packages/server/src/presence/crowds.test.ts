import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import { PRESENCE_NAMES_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import { type PresenceNode, PresenceNodes } from '../testing/presence-nodes.ts';
import {
  BEAT_EVERY_MS,
  NODES_MAX,
  ROOMS_SHARE_PER_TURN,
  SILENCE_MS_MAX,
  TURN_MS,
  WORDS_PER_TURN_MAX,
} from './limits.ts';
import type { NodeId } from './words.ts';

const MING = { id: 'u_ming' as UserId };
const LEE = { id: 'u_lee' as UserId };
const TOLD_MS = 2_000;

function people(count: number): Person[] {
  return [...Array(count).keys()].map((number) => ({ id: `u_${number}` as UserId }));
}

function rooms(count: number): RoomId[] {
  return [...Array(count).keys()].map((number) => `r_${number}` as RoomId);
}

function enterAll({ presence }: PresenceNode, inRooms: readonly RoomId[], person: Person): void {
  for (const room of inRooms) presence.enter(room, person);
}

test('a node with more people in a room than are named tells their number, which is added', () => {
  const { clock, nodes } = PresenceNodes.of(3);
  const [here, there, third] = nodes;
  const frames = third.watch(LOBBY);
  const many = people(PRESENCE_NAMES_MAX + 1);
  for (const person of many) here.presence.enter(LOBBY, person);
  there.presence.enter(LOBBY, MING);
  third.presence.enter(LOBBY, LEE);
  clock.advance(2 * TOLD_MS);
  assert.deepEqual(third.presence.look(LOBBY), { count: PRESENCE_NAMES_MAX + 3 });
  assert.deepEqual(frames.at(-1), { type: 'presence', room: LOBBY, count: PRESENCE_NAMES_MAX + 3 });
  for (const { id } of many.slice(3)) here.presence.exit(LOBBY, id);
  clock.advance(2 * TOLD_MS);
  assert.deepEqual(third.shown(LOBBY), ['u_0', 'u_1', 'u_2', 'u_lee', 'u_ming']);
  assert.deepEqual(frames.at(-1)?.came?.length, 5, 'whoever knew the number alone is told of everyone');
});

test('whoever is at a node that names nobody and at another one is counted twice', () => {
  const { clock, nodes } = PresenceNodes.of(2);
  const [here, there] = nodes;
  for (const person of people(PRESENCE_NAMES_MAX + 1)) here.presence.enter(LOBBY, person);
  there.presence.enter(LOBBY, { id: 'u_0' as UserId });
  clock.advance(TOLD_MS);
  assert.equal(there.presence.look(LOBBY).count, PRESENCE_NAMES_MAX + 2);
});

test('a crowd that comes within a second is told in one list, and never in a longer word', () => {
  const nodes = PresenceNodes.of(2);
  const [here, there] = nodes.nodes;
  there.watch(LOBBY);
  nodes.clock.advance(TOLD_MS);
  const [first, ...others] = people(PRESENCE_NAMES_MAX);
  here.presence.enter(LOBBY, first ?? assert.fail());
  nodes.clock.advance(TOLD_MS);
  for (const person of others) here.presence.enter(LOBBY, person);
  here.presence.exit(LOBBY, 'u_0' as UserId);
  nodes.clock.advance(TOLD_MS);
  for (const person of people(2 * PRESENCE_NAMES_MAX)) here.presence.exit(LOBBY, person.id);
  for (let number = 0; number < PRESENCE_NAMES_MAX; number++)
    here.presence.enter(LOBBY, { id: `u_other${number}` as UserId });
  nodes.clock.advance(TOLD_MS);
  const kinds = nodes.passed.map(({ word }) => word.says).filter((says) => says !== 'asks');
  assert.deepEqual(kinds, ['list', 'change', 'list']);
  assert.equal(there.presence.look(LOBBY).count, PRESENCE_NAMES_MAX);
});

test('[S10] a house of ten thousand rooms speaks evenly, and no heartbeat is late', () => {
  const stage = PresenceNodes.of(1);
  let chance = 1;
  stage.random = () => {
    chance = (chance * 16_807) % 2_147_483_647;
    return chance / 2_147_483_647;
  };
  const count = 10_000;
  enterAll(stage.nodes[0], rooms(count), MING);
  const wordsOfTurn: number[] = [];
  const heardMs = new Map<RoomId, number>();
  let longestMs = 0;
  for (let turn = 0; turn < 400; turn++) {
    stage.clock.advance(TURN_MS);
    const words = stage.passed.splice(0);
    wordsOfTurn.push(words.length);
    for (const { room, word, atMs } of words) {
      if (word.says !== 'asks') longestMs = Math.max(longestMs, atMs - (heardMs.get(room) ?? atMs));
      if (word.says !== 'asks') heardMs.set(room, atMs);
    }
  }
  const wordsMax = Math.max(WORDS_PER_TURN_MAX, Math.ceil(count * ROOMS_SHARE_PER_TURN)) + 1;
  assert.ok(Math.max(...wordsOfTurn) <= wordsMax, `${Math.max(...wordsOfTurn)} words in one turn`);
  assert.equal(heardMs.size, count);
  assert.ok(longestMs <= BEAT_EVERY_MS + 2 * TURN_MS, `${longestMs} ms of silence`);
});

test('[S10] where more is to be said than there is time for, no room waits for ever', () => {
  const stage = PresenceNodes.of(1);
  const [node] = stage.nodes;
  const busy = rooms(4_000);
  enterAll(node, busy, MING);
  stage.clock.advance(5_000);
  stage.passed.length = 0;
  for (let second = 0; second < 10; second++) {
    for (const room of busy) node.presence.enter(room, { id: `u_${second}` as UserId });
    stage.clock.advance(1_000);
  }
  assert.equal(new Set(stage.passed.map(({ room }) => room)).size, busy.length);
});

test('[S10] what nobody here wants to know is not kept', () => {
  const { clock, nodes } = PresenceNodes.of(2);
  const [here, there] = nodes;
  here.presence.enter(LOBBY, MING);
  clock.advance(TOLD_MS);
  assert.equal(there.peers.nodeCount, 0);
  there.presence.enter(LOBBY, LEE);
  clock.advance(TOLD_MS);
  assert.equal(there.peers.nodeCount, 1);
  there.presence.exit(LOBBY, LEE.id);
  assert.deepEqual([there.peers.nodeCount, there.shown(LOBBY)], [0, []]);
});

test('[S10] when everybody has gone no timer runs, and nothing is said any more', () => {
  const nodes = PresenceNodes.of(2);
  for (const { presence } of nodes.nodes) presence.enter(LOBBY, MING);
  nodes.clock.advance(TOLD_MS);
  for (const { presence } of nodes.nodes) presence.exit(LOBBY, MING.id);
  nodes.clock.advance(4 * SILENCE_MS_MAX);
  assert.equal(nodes.clock.pending, 0);
  nodes.passed.length = 0;
  nodes.clock.advance(60_000);
  assert.deepEqual(nodes.passed, []);
});

test('somebody who came and went before anybody was told leaves nothing behind', () => {
  const nodes = PresenceNodes.of(1);
  const [{ presence }] = nodes.nodes;
  presence.enter(LOBBY, MING);
  presence.exit(LOBBY, MING.id);
  nodes.clock.advance(TOLD_MS);
  assert.deepEqual(
    nodes.passed.map(({ word }) => word.says),
    [],
  );
  assert.equal(nodes.clock.pending, 0);
});

test('[S10] more nodes, and longer lists, than there can be are not believed', () => {
  const { clock, nodes } = PresenceNodes.of(1);
  const [{ presence, peers }] = nodes;
  presence.enter(LOBBY, LEE);
  for (let number = 0; number < 2 * NODES_MAX; number++) {
    const person = { id: `u_${number}` as UserId };
    peers.take(LOBBY, { node: `node ${number + 1}` as NodeId, says: 'list', version: 1, people: [person] });
  }
  assert.deepEqual([peers.nodeCount, presence.look(LOBBY).count], [NODES_MAX, NODES_MAX + 1]);
  clock.advance(SILENCE_MS_MAX + TURN_MS);
  const node = 'node 1' as NodeId;
  peers.take(LOBBY, { node, says: 'list', version: 2, people: people(PRESENCE_NAMES_MAX + 1) });
  assert.equal(presence.look(LOBBY).count, 1);
  peers.take(LOBBY, { node, says: 'list', version: 3, people: people(PRESENCE_NAMES_MAX) });
  peers.take(LOBBY, { node, says: 'change', after: 3, version: 4, came: [MING], went: [] });
  assert.equal(presence.look(LOBBY).count, PRESENCE_NAMES_MAX + 1);
});

test('what a later version has to say of presence is not understood, and no harm', () => {
  const { nodes } = PresenceNodes.of(1);
  const [{ presence, peers }] = nodes;
  presence.enter(LOBBY, LEE);
  peers.take(LOBBY, { node: 'later' as NodeId, says: 'of later' as 'goes' });
  assert.deepEqual(presence.look(LOBBY), { count: 1, here: [LEE] });
});
