import type { RoomKind, StreamEvent } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Membership, RoomFacts, StreamFacts, UserFacts } from '../facts.ts';
import {
  isMembershipChange,
  type MembershipChange,
  membershipAfter,
  unreadMentionsAfter,
} from '../membership-change.ts';
import { type Change, project } from '../project.ts';

interface Room {
  readonly name: string;
  readonly kind: RoomKind;
  readonly members: number;
}

/** The rows that a store keeps beside its logs, in memory. Made by `project` and nothing else. */
export class Projections {
  readonly users = new Map<UserId, string | undefined>();
  readonly rooms = new Map<RoomId, Room>();
  readonly memberships = new Map<UserId, Map<RoomId, Membership>>();
  /** Seqs of the messages of each room, in order. */
  readonly messages = new Map<RoomId, number[]>();
  /** Seqs of the unread messages that mention a person, by person and room. */
  readonly mentions = new Map<string, readonly number[]>();

  take(event: StreamEvent): void {
    for (const change of project(event)) this.#change(change);
  }

  user(user: UserId, log: readonly StreamEvent[]): UserFacts | undefined {
    const name = this.users.get(user);
    return this.users.has(user) ? { ...headOf(log), ...(name === undefined ? {} : { name }) } : undefined;
  }

  room(room: RoomId, log: readonly StreamEvent[]): RoomFacts | undefined {
    const row = this.rooms.get(room);
    return row && { ...row, ...headOf(log), n: this.messages.get(room)?.length ?? 0 };
  }

  membership(room: RoomId, user: UserId): Membership | undefined {
    return this.memberships.get(user)?.get(room);
  }

  roomsOf(user: UserId): readonly RoomId[] {
    return [...(this.memberships.get(user)?.keys() ?? [])];
  }

  mentionsAfter(room: RoomId, user: UserId, seq: number): number {
    return this.#mentionsOf(room, user).filter((message) => message > seq).length;
  }

  #change(change: Change): void {
    if (isMembershipChange(change)) return this.#changeMembership(change);
    switch (change.row) {
      case 'user':
        this.users.set(change.user, change.name);
        break;
      case 'room':
        this.rooms.set(change.room, { name: change.name, kind: change.kind, members: 0 });
        break;
      case 'members':
        this.#updateRoom(change.room, change.members);
        break;
      case 'message':
        this.#messagesIn(change.room).push(change.seq);
        break;
    }
  }

  #updateRoom(id: RoomId, members: number): void {
    const room = this.rooms.get(id);
    if (room) this.rooms.set(id, { ...room, members });
  }

  #changeMembership(change: MembershipChange): void {
    const { room, user } = change;
    const rooms = this.#roomsFor(user);
    const after = membershipAfter(rooms.get(room), change);
    if (after) rooms.set(room, after);
    else rooms.delete(room);
    this.mentions.set(`${user} ${room}`, unreadMentionsAfter(this.#mentionsOf(room, user), change));
  }

  #mentionsOf(room: RoomId, user: UserId): readonly number[] {
    return this.mentions.get(`${user} ${room}`) ?? [];
  }

  #messagesIn(room: RoomId): number[] {
    const messages = this.messages.get(room) ?? [];
    this.messages.set(room, messages);
    return messages;
  }

  #roomsFor(user: UserId): Map<RoomId, Membership> {
    const rooms = this.memberships.get(user) ?? new Map<RoomId, Membership>();
    this.memberships.set(user, rooms);
    return rooms;
  }
}

function headOf(log: readonly StreamEvent[]): StreamFacts {
  const last = log.at(-1);
  return last ? { head: last.seq, id: last.id } : { head: 0, id: '' };
}
