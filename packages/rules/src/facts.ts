import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { RoomKind } from '@teahouse/protocol/events';
import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';

/** A stream's last event: its seq and id (0 and '' while the stream is empty). */
export interface StreamFacts {
  readonly head: number;
  readonly id: CommandId | '';
}

export interface UserFacts extends StreamFacts {
  readonly name?: string;
}

export interface RoomFacts extends StreamFacts {
  readonly name: string;
  readonly kind: RoomKind;
  readonly members: number;
  /** Messages ever said. */
  readonly n: number;
}

export interface Membership extends Arrangement {
  /** Seq of the event that made this person a member. */
  readonly joined: number;
  /** The person's marker: seq of the last event read, and the running message number there. */
  readonly read: number;
  readonly readN: number;
  /** Mentions of this person after the marker. */
  readonly mentions: number;
}

/** What the rules may know when they decide. It is read in the transaction that appends (LOG-5). */
export interface Facts {
  user(user: UserId): UserFacts | undefined;
  room(room: RoomId): RoomFacts | undefined;
  membership(room: RoomId, user: UserId): Membership | undefined;
  /** The rooms a person is in. Empty for someone unknown. */
  roomsOf(user: UserId): readonly RoomId[];
  /** The running message number of an event, or undefined if the room has no such event. */
  runningNumber(room: RoomId, seq: number): number | undefined;
  /** How many unread mentions of a person in a room come after an event of it. */
  mentionsAfter(room: RoomId, user: UserId, seq: number): number;
}

/** One fact that a command asks for before it can be decided. */
export type Need =
  | { readonly fact: 'user'; readonly user: UserId }
  | { readonly fact: 'room'; readonly room: RoomId }
  | { readonly fact: 'membership'; readonly room: RoomId; readonly user: UserId }
  | { readonly fact: 'rooms_of'; readonly user: UserId }
  | { readonly fact: 'running_number'; readonly room: RoomId; readonly seq: number }
  | {
      readonly fact: 'mentions_after';
      readonly room: RoomId;
      readonly user: UserId;
      readonly seq: number;
    };
