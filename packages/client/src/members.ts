import type { RoomId } from '@teahouse/protocol/ids';
import { PAGE_MEMBERS_MAX } from '@teahouse/protocol/limits';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Parts } from './parts.ts';

/** Members in the list of a room. Those who registered later are not listed; the room still counts them. */
export const MEMBERS_LISTED_MAX = 1_000;

/** A room's members, in the order they registered. Rejects with a ChatError. */
export async function listMembers(
  { requests, newId }: Pick<Parts, 'requests' | 'newId'>,
  room: RoomId,
): Promise<readonly Person[]> {
  const members: Person[] = [];
  while (members.length < MEMBERS_LISTED_MAX) {
    const last = members.at(-1);
    const after = last === undefined ? {} : { after: last.id };
    const asked = { type: 'members', id: newId(), room, limit: PAGE_MEMBERS_MAX, ...after } as const;
    const page = await requests.insist(asked);
    members.push(...page.members);
    if (!page.more || page.members.length === 0) break;
  }
  return members.slice(0, MEMBERS_LISTED_MAX);
}
