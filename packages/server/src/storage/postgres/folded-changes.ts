import assert from 'node:assert/strict';
import type { RoomKind } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Membership } from '@teahouse/rules/facts';
import {
  isMembershipChange,
  type MembershipChange,
  membershipAfter,
  unreadMentionsAfter,
} from '@teahouse/rules/membership-change';
import type { Change } from '@teahouse/rules/project';

/** What changes of a batch come to: one row for each thing that changed, whatever happened to it on the way. */
export interface FoldedChanges {
  readonly users: ReadonlyMap<UserId, { readonly name: string | null }>;
  readonly rooms: ReadonlyMap<RoomId, FoldedRoom>;
  readonly memberships: ReadonlyMap<string, MembershipChanges>;
  /** Places in rooms, as `markOf` names them. */
  readonly messages: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

export interface FoldedRoom {
  readonly named?: { readonly name: string; readonly kind: RoomKind };
  readonly members?: number;
}

/** What happened to one person in one room, in order. */
export interface MembershipChanges {
  readonly user: UserId;
  readonly room: RoomId;
  readonly changes: readonly MembershipChange[];
}

export function markOf(room: string, seq: number): string {
  return `${room} ${seq}`;
}

export function foldChanges(changes: readonly Change[]): FoldedChanges {
  const users = new Map<UserId, { name: string | null }>();
  const rooms = new Map<RoomId, FoldedRoom>();
  const messages = new Set<string>();
  const files = new Set<string>();
  for (const change of changes) {
    if (isMembershipChange(change)) continue;
    if (change.row === 'user') users.set(change.user, { name: change.name ?? null });
    else if (change.row === 'message') messages.add(markOf(change.room, change.seq));
    else if (change.row === 'file') files.add(markOf(change.room, change.seq));
    else rooms.set(change.room, { ...rooms.get(change.room), ...foldedRoom(change) });
  }
  return { users, rooms, memberships: membershipsOf(changes), messages, files };
}

function foldedRoom(change: Extract<Change, { row: 'room' | 'members' }>): FoldedRoom {
  if (change.row === 'members') return { members: change.members };
  return { named: { name: change.name, kind: change.kind } };
}

function membershipsOf(changes: readonly Change[]): Map<string, MembershipChanges> {
  const memberships = new Map<string, MembershipChanges>();
  for (const change of changes.filter(isMembershipChange)) {
    const { user, room } = change;
    const key = `${user} ${room}`;
    const before = memberships.get(key)?.changes ?? [];
    memberships.set(key, { user, room, changes: [...before, change] });
  }
  return memberships;
}

/** What is to be written of one membership. */
export interface MembershipOutcome {
  /** The row as it is now, or undefined if there is none. */
  readonly is: Membership | undefined;
  /** The row of before, with its unread mentions, goes first. */
  readonly wasLeft: boolean;
  /** Unread mentions up to here are read. */
  readonly readUpTo: number;
  /** Unread mentions that are new. */
  readonly mentions: readonly number[];
}

/** Changes of a membership that does not exist, and coming in twice, would be holes in the log: our bug. */
export function outcomeOf(
  before: Membership | undefined,
  { changes }: Pick<MembershipChanges, 'changes'>,
): MembershipOutcome {
  let is = before;
  let mentions: readonly number[] = [];
  let readUpTo = 0;
  let wasLeft = false;
  for (const change of changes) {
    assert.equal(is === undefined, change.row === 'member', `a change of "${change.row}" changes one row`);
    is = membershipAfter(is, change);
    mentions = unreadMentionsAfter(mentions, change);
    if (change.row === 'marker') readUpTo = Math.max(readUpTo, change.read);
    if (change.row !== 'no_member') continue;
    wasLeft ||= before !== undefined;
    readUpTo = 0;
  }
  return { is, wasLeft, readUpTo, mentions };
}
