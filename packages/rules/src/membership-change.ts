import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Membership } from './facts.ts';
import type { Change } from './project.ts';

/** A change of what is one person's own in one room. */
export type MembershipChange = Extract<Change, { readonly room: RoomId; readonly user: UserId }>;

export function isMembershipChange(change: Change): change is MembershipChange {
  return 'room' in change && 'user' in change;
}

/** The membership after a change, or undefined if there is none. */
export function membershipAfter(
  before: Membership | undefined,
  change: MembershipChange,
): Membership | undefined {
  switch (change.row) {
    case 'member':
      return change.is;
    case 'marker': {
      const { read, readN, mentions } = change;
      return before && { ...before, read, readN, mentions };
    }
    case 'mention':
      return before && { ...before, mentions: before.mentions + 1 };
    case 'arrangement':
      return before && { ...before, ...change.is };
    case 'no_member':
      return undefined;
  }
}

/** Seqs of the unread messages that mention the person, in order, after a change. */
export function unreadMentionsAfter(before: readonly number[], change: MembershipChange): readonly number[] {
  switch (change.row) {
    case 'mention':
      return [...before, change.message];
    case 'marker':
      return before.filter((message) => message > change.read);
    case 'arrangement':
      return before;
    case 'member':
    case 'no_member':
      return [];
  }
}
