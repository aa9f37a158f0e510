import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY, type UserId } from '@teahouse/protocol/ids';
import { MENTIONS_MAX } from '@teahouse/protocol/limits';
import { project } from '../project.ts';
import { outcome } from '../testing/outcome.ts';
import { World } from '../testing/world.ts';

const STRANGER = 'u_ssssssssssssssss' as UserId;

/** Ann came at seq 2, Ben at 3, Eve at 4; Eve left again, at 5. */
function teahouse() {
  const world = World.open();
  const people = {
    ann: world.guest('a', 'Ann'),
    ben: world.guest('b'),
    eve: world.guest('e'),
    stranger: STRANGER,
  };
  world.do('leave', people.eve, { room: LOBBY });
  return { world, people };
}

type Name = keyof ReturnType<typeof teahouse>['people'];

/** Ann says it. */
const CASES: readonly [mentions: Name[], counted: Name[], then: string][] = [
  [[], [], 'message'],
  [['ben'], ['ben'], 'message mentioned'],
  [['ben', 'ben', 'ben'], ['ben'], 'message mentioned'],
  [['ben', 'ann'], ['ben', 'ann'], 'message mentioned'],
  [['ann'], ['ann'], 'message'],
  [['eve', 'stranger'], [], 'message'],
  [['eve', 'ben'], ['ben'], 'message mentioned'],
];

for (const [named, counted, then] of CASES) {
  test(`[NET-1] Ann mentions ${named.join(', ') || 'nobody'}: counted is ${counted.join(', ') || 'nobody'}`, () => {
    const { world, people } = teahouse();
    const mentions = named.map((name) => people[name]);
    assert.equal(outcome(world.do('send', people.ann, { room: LOBBY, text: 'you', mentions })), then);
    const said = world.events(LOBBY).at(-1);
    assert.ok(said?.type === 'message');
    assert.deepEqual(said.mentions, counted.length === 0 ? undefined : counted.map((name) => people[name]));
  });
}

test('[NET-1] who is mentioned is told where, by whom, in their own stream', () => {
  const { world, people } = teahouse();
  const { ann, ben } = people;
  world.do('send', ann, { room: LOBBY, text: 'Ben?', mentions: [ben] });
  const told = world.events(ben).at(-1);
  assert.deepEqual(told, {
    ...{ type: 'mentioned', user: ben, seq: 3, n: 0, id: told?.id, by: ann, from: 'Ann', at: 1 },
    ...{ room: LOBBY, message: 6 },
  });
  assert.equal(world.membership(LOBBY, ben)?.mentions, 1);
});

test('[SYNC-4] reading says how many mentions are left, and leaving forgets them', () => {
  const { world, people } = teahouse();
  const { ann, ben } = people;
  for (const mentions of [[ben], [], [ben], [ben]])
    world.do('send', ann, { room: LOBBY, text: 'said', mentions });
  for (const [seq, left] of [
    [6, 2],
    [7, 2],
    [8, 1],
    [9, 0],
  ] as const) {
    world.do('read', ben, { room: LOBBY, seq });
    const read = world.events(ben).at(-1);
    assert.equal(read?.type === 'read' && read.mentions, left);
    assert.equal(world.membership(LOBBY, ben)?.mentions, left);
  }
  world.do('send', ann, { room: LOBBY, text: 'again', mentions: [ben] });
  world.do('leave', ben, { room: LOBBY });
  world.do('join', ben, { room: LOBBY });
  assert.equal(world.membership(LOBBY, ben)?.mentions, 0);
});

test('[FAN-3] a message and its mentions are as many rows in a room of a thousand as in a room of thirty', () => {
  const rows = [30, 1_000].map((members) => {
    const { world, people } = teahouse();
    const guests = Array.from({ length: members }, (_, index) => numbered(index));
    for (const user of guests) world.do('register', user, { tokenHash: new Uint8Array(32) });
    const mentions = guests.slice(0, MENTIONS_MAX);
    const decision = world.do('send', people.ann, { room: LOBBY, text: 'all of you', mentions });
    assert.ok(decision.ok);
    const told = guests.flatMap((user) => world.events(user).filter(({ type }) => type === 'mentioned'));
    return [decision.events.length, told.flatMap((event) => project(event)).length];
  });
  assert.deepEqual(rows, [
    [1 + MENTIONS_MAX, MENTIONS_MAX],
    [1 + MENTIONS_MAX, MENTIONS_MAX],
  ]);
});

function numbered(index: number): UserId {
  const digits = index.toString(2).padStart(16, '0');
  return `u_${digits.replaceAll('0', 'x').replaceAll('1', 'y')}` as UserId;
}
