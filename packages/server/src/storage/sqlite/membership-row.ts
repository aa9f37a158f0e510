import type { Membership } from '@teahouse/rules/facts';

/** A row of `members` as these columns show it. */
export interface MembershipRow extends Omit<Membership, 'pinned'> {
  readonly pinned: number;
}

export const MEMBERSHIP_COLUMNS = 'joined, read, read_n AS readN, mentions, pinned, notify, place';

export function membershipIn(row: MembershipRow): Membership {
  const { joined, read, readN, mentions, pinned, notify, place } = row;
  return { joined, read, readN, mentions, pinned: pinned === 1, notify, place };
}
