import type { Arrangement } from './arrangement.ts';
import type { BlobId, CommandId, RoomId, UserId } from './ids.ts';

/**
 * What happened, for ever. An event is a row of a stream and, byte for byte, a frame on the wire.
 * Room events carry `room`; events of a person's own stream carry `user`.
 */

export type RoomKind = 'open' | 'closed' | 'direct';

/** A file sent with a message. It is fetched from `url`, whose address is its only key. */
export interface Attachment {
  readonly id: BlobId;
  readonly type: string;
  readonly size: number;
  readonly url: string;
}

interface RoomEventFields {
  readonly room: RoomId;
  /** Place in the room's log: 1, 2, 3 … without gaps (LOG-2). */
  readonly seq: number;
  /** Messages in the room up to and including this event; the difference of two is an unread count. */
  readonly n: number;
  /** The id of the command that caused it. */
  readonly id: CommandId;
  readonly by: UserId;
  /** The author's name when it happened; absent if they gave none. */
  readonly from?: string;
  /** Server time in milliseconds since 1970. Not an order: `seq` is. */
  readonly at: number;
}

interface RoomEventTypes {
  /** `members` is how many the room has afterwards, here and below. The creator is the first. */
  room_created: { readonly name: string; readonly kind: RoomKind; readonly members: number };
  joined: { readonly members: number };
  left: { readonly members: number };
  renamed: { readonly name: string };
  message: {
    readonly text: string;
    readonly attachment?: Attachment;
    /** The members it was meant for by name, the author perhaps among them; absent if there are none. */
    readonly mentions?: readonly UserId[];
  };
}

export type RoomEventType = keyof RoomEventTypes;
export type RoomEvent<Type extends RoomEventType = RoomEventType> = {
  [T in Type]: { readonly type: T } & RoomEventFields & RoomEventTypes[T];
}[Type];
export type Message = RoomEvent<'message'>;

interface UserEventFields {
  readonly user: UserId;
  readonly seq: number;
  readonly n: 0;
  readonly id: CommandId;
  readonly by: UserId;
  readonly from?: string;
  readonly at: number;
}

interface UserEventTypes {
  registered: { readonly name?: string };
  /** `joined` is the seq in the room of the event that made this person a member, `read_n` its running number. */
  room_joined: {
    readonly room: RoomId;
    readonly name: string;
    readonly kind: RoomKind;
    readonly joined: number;
    readonly read_n: number;
  };
  room_left: { readonly room: RoomId; readonly left: number };
  /**
   * The person has read the room up to the event `read`, whose running message number is `read_n`. So many
   * `mentions` of them are after it.
   */
  read: {
    readonly room: RoomId;
    readonly read: number;
    readonly read_n: number;
    readonly mentions: number;
  };
  /** `by` mentions this person in the message with this seq. */
  mentioned: { readonly room: RoomId; readonly message: number };
  /** All that the person wants of the room now. */
  room_arranged: { readonly room: RoomId } & Arrangement;
  name_changed: { readonly name: string };
  /** A command found things to be as it asked; written down so that its repeat will find that too (LOG-3). */
  unchanged: Record<never, never>;
}

export type UserEventType = keyof UserEventTypes;
export type UserEvent<Type extends UserEventType = UserEventType> = {
  [T in Type]: { readonly type: T } & UserEventFields & UserEventTypes[T];
}[Type];

export type StreamEvent = RoomEvent | UserEvent;

/** Every type of event with the kind of stream it belongs to. One that is missing here is a compile error. */
export const EVENT_STREAMS = {
  room_created: 'room',
  joined: 'room',
  left: 'room',
  renamed: 'room',
  message: 'room',
  registered: 'user',
  room_joined: 'user',
  room_left: 'user',
  read: 'user',
  mentioned: 'user',
  room_arranged: 'user',
  name_changed: 'user',
  unchanged: 'user',
} as const satisfies Record<RoomEventType, 'room'> & Record<UserEventType, 'user'>;

export function isUserEvent(event: StreamEvent): event is UserEvent {
  return 'user' in event;
}
