import type { UserId } from '@teahouse/protocol/ids';
import { ROOMS_PER_USER_MAX } from '@teahouse/protocol/limits';
import type { Command } from '../command.ts';
import {
  accept,
  acceptUnchanged,
  type Decision,
  type Draft,
  type Rule,
  refuse,
  signed,
} from '../decision.ts';
import type { Facts, RoomFacts } from '../facts.ts';
import { entering, roomJoined } from './membership.ts';

export const createRoom: Rule<'create_room'> = {
  needs: ({ room, author, members }) => [
    { fact: 'room', room },
    ...[author, ...members].flatMap((user) => [
      { fact: 'user' as const, user },
      { fact: 'rooms_of' as const, user },
      { fact: 'membership' as const, room, user },
    ]),
  ],

  decide(facts, command): Decision {
    const { author, kind, room } = command;
    const guests = [...new Set(command.members)].filter((user) => user !== author);
    if (kind === 'open' && guests.length > 0) return refuse('bad_field');
    if (kind === 'direct' && guests.length !== 1) return refuse('bad_field');
    if (guests.some((user) => !facts.user(user))) return refuse('no_such_user');
    const newcomers = [author, ...guests].filter((user) => !facts.membership(room, user));
    if (newcomers.some((user) => facts.roomsOf(user).length >= ROOMS_PER_USER_MAX)) {
      return refuse('too_many_rooms');
    }
    const existing = facts.room(room);
    if (!existing) return accept(...founding(facts, command, guests));
    // Only a direct room is ever asked for twice. Two others under one id are an accident of chance.
    if (kind !== 'direct') return refuse('internal');
    if (newcomers.length === 0) return acceptUnchanged(facts, author);
    return accept(...comeBack(facts, existing, { room, newcomers }));
  },
};

function founding(facts: Facts, command: Command<'create_room'>, guests: readonly UserId[]): Draft[] {
  const { room, name, kind, author } = command;
  const entrance = { room, name, kind, seq: 1, n: 0, members: 1 };
  return [
    { type: 'room_created', room, ...signed(facts, author), name, kind, members: 1 },
    roomJoined(signed(facts, author), entrance),
    ...guests.flatMap((user, index) =>
      entering(signed(facts, user), { ...entrance, seq: index + 2, members: index + 2 }),
    ),
  ];
}

/** A direct room that was made before: whoever of the two left comes in again. */
function comeBack(
  facts: Facts,
  existing: RoomFacts,
  { room, newcomers }: Pick<Command<'create_room'>, 'room'> & { newcomers: readonly UserId[] },
): Draft[] {
  const { name, kind, head, n, members } = existing;
  return newcomers.flatMap((user, index) =>
    entering(signed(facts, user), {
      room,
      name,
      kind,
      seq: head + index + 1,
      n,
      members: members + index + 1,
    }),
  );
}
