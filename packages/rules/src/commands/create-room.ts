import { ROOMS_PER_USER_MAX } from '@teahouse/protocol/limits';
import type { Command } from '../command.ts';
import { accept, type Decision, type Draft, type Rule, refuse, signed } from '../decision.ts';
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
    if ([author, ...guests].some((user) => facts.roomsOf(user).length >= ROOMS_PER_USER_MAX)) {
      return refuse('too_many_rooms');
    }
    const existing = facts.room(room);
    return existing ? comeBack(facts, command, existing) : accept(...founding(facts, command, guests));
  },
};

function founding(facts: Facts, command: Command<'create_room'>, guests: Command['author'][]): Draft[] {
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
function comeBack(facts: Facts, command: Command<'create_room'>, existing: RoomFacts): Decision {
  const { room, author, members } = command;
  const absent = [author, ...members].filter((user) => !facts.membership(room, user));
  return accept(
    ...absent.flatMap((user, index) =>
      entering(signed(facts, user), {
        room,
        name: existing.name,
        kind: existing.kind,
        seq: existing.head + index + 1,
        n: existing.n,
        members: existing.members + index + 1,
      }),
    ),
  );
}
