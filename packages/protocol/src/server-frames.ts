import type { Notify } from './arrangement.ts';
import type { ErrorCode } from './errors.ts';
import { EVENT_STREAMS, type Message, type RoomKind, type StreamEvent } from './events.ts';
import type { CommandId, Epoch, RoomId, StreamId, UserId } from './ids.ts';

export interface Person {
  readonly id: UserId;
  /** Absent for someone who gave none. */
  readonly name?: string;
}

/** A stream as it stands: `head` is its last seq and `id` that event's id, so that (epoch, head, id) is a position. */
export interface Head {
  readonly epoch: Epoch;
  readonly head: number;
  readonly id: CommandId | '';
}

/** One of this person's rooms, as `welcome` tells it. */
export interface RoomSummary extends Head {
  readonly room: RoomId;
  readonly name: string;
  readonly kind: RoomKind;
  readonly members: number;
  /** Messages ever said in it. */
  readonly n: number;
  /** This person's marker, and the running message number there: unread is `n - read_n`. */
  readonly read: number;
  readonly read_n: number;
  /** Mentions of this person after the marker; absent for none. */
  readonly mentions?: number;
  /** What this person wants of the room. Absent for a room that is not pinned, of which everything is told, unplaced. */
  readonly pinned?: boolean;
  readonly notify?: Notify;
  readonly place?: number;
}

/** An open room in the list of rooms. */
export interface OpenRoom {
  readonly room: RoomId;
  readonly name: string;
  readonly members: number;
  readonly n: number;
}

/** Everything a server says besides events. */
interface ServerFrameTypes {
  welcome: {
    readonly user: Person;
    /** Given once, to a new guest, who keeps it: it is the guest. */
    readonly token?: string;
    readonly heartbeat_ms: number;
    /** The person's own stream. */
    readonly me: Head;
    readonly rooms: readonly RoomSummary[];
  };
  ok: { readonly id: CommandId; readonly room?: RoomId; readonly seq?: number };
  error: {
    readonly id?: CommandId;
    readonly code: ErrorCode;
    readonly message: string;
    readonly retry: boolean;
    readonly retry_after_ms?: number;
    readonly field?: string;
  };
  /** `more` says whether there are further messages in the direction asked for. */
  page: {
    readonly id: CommandId;
    readonly room: RoomId;
    readonly messages: readonly Message[];
    readonly head: number;
    readonly more: boolean;
  };
  /** The events after the seq asked for, in order; with `head`, the last seq the stream has. */
  events: {
    readonly id: CommandId;
    readonly room: StreamId;
    readonly epoch: Epoch;
    readonly events: readonly StreamEvent[];
    readonly head: number;
  };
  rooms: {
    readonly id: CommandId;
    readonly rooms: readonly OpenRoom[];
    readonly more: boolean;
  };
  /** Some of a room's members, with the names they have now, in an order that never changes. */
  members: {
    readonly id: CommandId;
    readonly room: RoomId;
    readonly members: readonly Person[];
    readonly more: boolean;
  };
  /** Messages that came with a file, newest first. */
  files: {
    readonly id: CommandId;
    readonly room: RoomId;
    readonly files: readonly Message[];
    readonly more: boolean;
  };
  /** Too far to push: ask for `events` after `after`, then `subscribe`. Until then nothing of it comes live. */
  behind: { readonly room: StreamId; readonly after: number; readonly head: number };
  /** The position shown is not in this log: forget the copy. Live events follow from after `head`. */
  reset: Head & { readonly room: StreamId };
  heartbeat: { readonly heads: Readonly<Record<string, number>> };
  typing: { readonly room: RoomId; readonly users: readonly Person[] };
  /** With `id` the answer to a question, and `here` is everyone; without, `came` and `went` since the last one. */
  presence: {
    readonly id?: CommandId;
    readonly room: RoomId;
    readonly count: number;
    readonly here?: readonly Person[];
    readonly came?: readonly Person[];
    readonly went?: readonly UserId[];
  };
  bye: { readonly code: number; readonly reconnect_after_ms: number };
}

export type ServerFrameType = keyof ServerFrameTypes;
export type ServerFrame<Type extends ServerFrameType = ServerFrameType> = {
  [T in Type]: { readonly type: T } & ServerFrameTypes[T];
}[Type];

/** Everything that arrives at a client. */
export type Incoming = ServerFrame | StreamEvent;

export function isEvent(frame: Incoming): frame is StreamEvent {
  return Object.hasOwn(EVENT_STREAMS, frame.type);
}
