import { LOBBY, type RoomId, type UserId } from '@teahouse/protocol/ids';
import fc from 'fast-check';
import type { CommandType } from '../command.ts';
import { type Asked, World } from './world.ts';

const MEMBERS = ['a', 'b', 'c', 'd'].map((letter) => `u_${letter.repeat(16)}` as UserId);
/** They only ever come by in plain mode. */
const PASSERS = ['x', 'y'].map((letter) => `u_${letter.repeat(16)}` as UserId);
const ROOMS = [LOBBY, LOBBY, ...['q', 'r'].map((letter) => `r_${letter.repeat(16)}` as RoomId)];
const place = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
const tokenHash = new Uint8Array(32);

const member = fc.constantFrom(...MEMBERS);
const room = fc.constantFrom(...ROOMS);
const mentions = fc.array(fc.constantFrom(...MEMBERS, ...PASSERS), { maxLength: 3 });
const name = fc.constantFrom('Ann', 'Ben', '小明');

/** Long, for in a short one little can go wrong. */
const LENGTH = { minLength: 30, maxLength: 90, size: 'max' } as const;

type Step = (world: World) => void;
type Asking = (world: World, author: UserId) => void;

function ask<Type extends CommandType>(type: Type, fields: fc.Arbitrary<Asked<Type>>): fc.Arbitrary<Asking> {
  return fields.map((asked) => (world, author) => {
    world.do(type, author, asked);
  });
}

/** Anything a member may ask for, sensible or not. */
const asking: fc.Arbitrary<Asking> = fc.oneof(
  ask(
    'create_room',
    fc.record({ room, name, kind: fc.constantFrom('open', 'closed'), members: fc.array(member) }),
  ),
  fc.record({ name, members: fc.array(member) }).map<Asking>((fields) => (world, author) => {
    const room = directRoom([author, ...fields.members]);
    world.do('create_room', author, { ...fields, room, kind: 'direct' });
  }),
  ask('join', fc.record({ room })),
  ask('leave', fc.record({ room })),
  { weight: 4, arbitrary: ask('send', fc.record({ room, text: fc.constant('said'), mentions })) },
  { weight: 2, arbitrary: ask('read', fc.record({ room, seq: fc.nat(25) })) },
  ask('rename', fc.record({ name })),
  ask(
    'arrange',
    fc.record(
      { room, pinned: fc.boolean(), notify: fc.constantFrom('all', 'mentions', 'nothing'), place },
      { requiredKeys: ['room'] },
    ),
  ),
);

/** Sessions let nobody ask for anything who is not registered. */
const byMember: fc.Arbitrary<Step> = fc.tuple(member, asking).map(([author, ask]) => (world) => {
  if (world.projections.users.has(author)) ask(world, author);
  else world.do('register', author, { tokenHash });
});

const inPassing: fc.Arbitrary<Step> = fc
  .tuple(fc.constantFrom(...PASSERS), room)
  .map(([author, room]) => (world) => {
    world.do('send', author, { room, text: 'said in passing', visitor: {} });
  });

/** Worlds in which much has happened. */
export const histories: fc.Arbitrary<World> = fc
  .array(fc.oneof({ weight: 7, arbitrary: byMember }, inPassing), LENGTH)
  .map((steps) => {
    const world = World.open();
    for (const take of steps) take(world);
    return world;
  });

/** As in a server, the same people always name the same room. */
function directRoom(people: readonly UserId[]): RoomId {
  const letters = [...new Set(people)].map((user) => user.at(-1)).sort();
  return `r_${letters.join('').padStart(16, 'd')}` as RoomId;
}
