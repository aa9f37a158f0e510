import type { CommandId, Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Head, OpenRoom, Person, RoomSummary } from '@teahouse/protocol/server-frames';

/**
 * The port of the store's reading side. It shows committed events only, and what a finished
 * transaction wrote at once. Reads never wait for commits, nor commits for reads.
 * Every adapter passes `archive-contract.ts`.
 */
export interface Archive {
  readonly epoch: Epoch;
  /** All lives of this store, the first one first, up to the one it is in. */
  readonly epochs: readonly Epoch[];
  /** The number of a life of this store, or undefined if it had no such life; see `epochs.ts`. */
  eraOf(epoch: Epoch): number | undefined;
  /** The guest or account with this token, or undefined. */
  userByToken(hash: Uint8Array): Promise<Person | undefined>;
  /** A person's rooms and own stream as they stand, all at one moment. */
  roomsOf(user: UserId): Promise<Standing>;
  /** The last event of a stream; seq 0 and id '' for one that is empty or unknown. */
  head(stream: StreamId): Promise<Head>;
  /** The last seqs of many streams, in one look. Those that are empty or unknown are left out. */
  heads(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, number>>;
  /** An open room's summary for someone who is only looking, or undefined if there is no such open room. */
  openRoom(room: RoomId): Promise<OpenRoom | undefined>;
  /**
   * Whether a position is a place in this log (SYNC-1, SYNC-2): the stream has an event with this seq and
   * id, and had it already in the life that the position names. Seq 0 always continues in a known life.
   * Whatever is no seq is no place.
   */
  check(stream: StreamId, position: Position): Promise<'continues' | 'reset'>;
  /** The newest events of a stream, oldest first, at most so many and so many bytes. For rings, not for people. */
  recent(stream: StreamId, limits: { events: number; sizeBytes: number }): Promise<readonly StoredEvent[]>;
  /**
   * Every event after `after`, in order, as many as fit in one page. Undefined if `reader` may not read
   * the stream: it is neither their own nor a room they are in. Membership is looked up in the same
   * snapshot as the events (LOG-5, S14).
   */
  eventsAfter(stream: StreamId, query: EventsQuery): Promise<EventsPage | undefined>;
  /** Messages as they are now, oldest first. Undefined as in `eventsAfter`. */
  messages(room: RoomId, query: MessagesQuery): Promise<MessagesPage | undefined>;
  /** A room's members, in the order they registered. Undefined as in `eventsAfter`. */
  members(room: RoomId, query: MembersQuery): Promise<MembersPage | undefined>;
  /** Messages that came with a file, newest first. Undefined as in `eventsAfter`. */
  files(room: RoomId, query: FilesQuery): Promise<FilesPage | undefined>;
  openRooms(query: { after?: RoomId; limit: number }): Promise<{ rooms: readonly OpenRoom[]; more: boolean }>;
  blob(id: string): Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined>;
  close(): Promise<void>;
}

/** A person with their own stream and rooms, all as they stood at one moment. */
export interface Standing {
  readonly person: Person;
  readonly me: Head;
  readonly rooms: readonly RoomSummary[];
}

/** Who reads. A visitor may read open rooms only; the server itself, catching up its own feeds, anything. */
export type Reader = { readonly user: UserId } | 'visitor' | 'server';

export interface StoredEvent {
  readonly seq: number;
  readonly id: CommandId;
  /** Which of the store's lives it was written in; see `epochs.ts`. */
  readonly era: number;
  readonly bytes: Uint8Array;
}

export interface EventsQuery {
  readonly reader: Reader;
  readonly after: number;
  readonly limit: number;
}

export interface EventsPage {
  readonly head: number;
  readonly events: readonly StoredEvent[];
}

/**
 * Without `after` and `at`: the newest before `before`. With `after`: the first after that seq; with `at`:
 * the first at or after that time, as `firstSince` finds it. At most `limit`.
 */
export interface MessagesQuery {
  readonly reader: Reader;
  readonly before?: number;
  readonly after?: number;
  readonly at?: number;
  readonly limit: number;
}

export interface MessagesPage {
  readonly head: number;
  readonly more: boolean;
  /** The messages' JSON, joined by commas: they go out without being parsed. */
  readonly json: Uint8Array;
}

/** Those who registered after `after`, whether or not that person is still a member; a stranger is before all. */
export interface MembersQuery {
  readonly reader: Reader;
  readonly after?: UserId;
  readonly limit: number;
}

export interface MembersPage {
  readonly members: readonly Person[];
  readonly more: boolean;
}

export interface FilesQuery {
  readonly reader: Reader;
  readonly before?: number;
  readonly limit: number;
}

export type FilesPage = Omit<MessagesPage, 'head'>;
