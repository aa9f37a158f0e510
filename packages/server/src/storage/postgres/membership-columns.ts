/** The columns of `members` that make a `Membership`. */
export const MEMBERSHIP_COLUMNS =
  'members.joined, members.read, members.read_n AS "readN", members.mentions, members.pinned, members.notify, members.place';
