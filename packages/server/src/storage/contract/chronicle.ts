import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { Attachment, RoomKind, StreamEvent } from '@teahouse/protocol/events';
import {
  type BlobId,
  type CommandId,
  LOBBY,
  type RoomId,
  type StreamId,
  type UserId,
} from '@teahouse/protocol/ids';
import { type Change, project } from '@teahouse/rules/project';
import type { Appended, EventRow, Log } from '../log.ts';
import { commandId, ming, mingsToken } from './people.ts';

type Unnumbered<Event> = Event extends unknown ? Omit<Event, 'seq' | 'n' | 'id' | 'at' | 'by'> : never;

interface Place {
  readonly seq: number;
  readonly n: number;
}

/**
 * Makes the rows that an engine would make, and remembers how far each stream is. `rows` takes what was made
 * since the last time.
 */
export class Chronicle {
  readonly #ends: Map<StreamId, Place>;
  #events: EventRow[] = [];
  #changes: Change[] = [];
  #tokens: Appended['tokens'][number][] = [];
  #blobs: Appended['blobs'][number][] = [];
  #made: number;
  /** The server's time at what happens next. */
  #nowMs = 1_700_000_000_000;

  constructor(ends: ReadonlyMap<StreamId, Place> = new Map(), made = 0) {
    this.#ends = new Map(ends);
    this.#made = made;
  }

  /** A chronicle that goes on from here on its own. */
  fork(): Chronicle {
    return new Chronicle(this.#ends, this.#made);
  }

  seq(stream: StreamId): number {
    return this.#ends.get(stream)?.seq ?? 0;
  }

  /** Messages said in a room so far. */
  messages(room: RoomId): number {
    return this.#end(room).n;
  }

  /** From now on it is this time. Clocks may also go back. */
  at(nowMs: number): this {
    this.#nowMs = nowMs;
    return this;
  }

  opens(by: UserId, room: RoomId, kind: RoomKind = 'open', name = 'tea'): this {
    return this.#add({ type: 'room_created', room, name, kind, members: 0 }, by);
  }

  registers(user: UserId, { name, token }: { name?: string; token?: Uint8Array } = {}): this {
    if (token) this.#tokens.push({ user, hash: token });
    return this.#add({ type: 'registered', user, ...(name === undefined ? {} : { name }) }, user);
  }

  renames(user: UserId, name: string): this {
    return this.#add({ type: 'name_changed', user, name }, user);
  }

  /** `members` is how many the room has then. */
  joins(user: UserId, room: RoomId, members = 1): this {
    this.#add({ type: 'joined', room, members }, user);
    const { seq: joined, n } = this.#end(room);
    return this.#add({ type: 'room_joined', user, room, name: 'tea', kind: 'open', joined, read_n: n }, user);
  }

  leaves(user: UserId, room: RoomId, members = 0): this {
    this.#add({ type: 'left', room, members }, user);
    return this.#add({ type: 'room_left', user, room, left: this.seq(room) }, user);
  }

  says(by: UserId, room: RoomId, text: string, id?: CommandId): this {
    return this.#add({ type: 'message', room, text }, by, id);
  }

  /** A message that came with a file. */
  shows(by: UserId, room: RoomId, attachment: Attachment): this {
    return this.#add({ type: 'message', room, text: '', attachment }, by);
  }

  /** A message that is meant for one member. */
  mentions(by: UserId, room: RoomId, user: UserId): this {
    this.#add({ type: 'message', room, text: 'you?', mentions: [user] }, by);
    return this.#add({ type: 'mentioned', user, room, message: this.seq(room) }, by);
  }

  /** Without `mentions`, none is left. */
  reads(user: UserId, room: RoomId, place: { read: number; readN: number; mentions?: number }): this {
    const { read, readN, mentions = 0 } = place;
    return this.#add({ type: 'read', user, room, read, read_n: readN, mentions }, user);
  }

  arranges(user: UserId, room: RoomId, wanted: Arrangement): this {
    return this.#add({ type: 'room_arranged', user, room, ...wanted }, user);
  }

  attaches(id: BlobId, type: string, bytes: Uint8Array): this {
    this.#blobs.push({ id, type, bytes });
    return this;
  }

  rows(): Appended {
    const rows = { events: this.#events, changes: this.#changes, tokens: this.#tokens, blobs: this.#blobs };
    this.#events = [];
    this.#changes = [];
    this.#tokens = [];
    this.#blobs = [];
    return rows;
  }

  /** Stores what was made since the last time. */
  async write(log: Log): Promise<Appended> {
    const rows = this.rows();
    await log.transaction((transaction) => transaction.append(rows));
    return rows;
  }

  #end(stream: StreamId): Place {
    return this.#ends.get(stream) ?? { seq: 0, n: 0 };
  }

  #add(draft: Unnumbered<StreamEvent>, by: UserId, id = commandId(`made${++this.#made}`)): this {
    const stream = 'user' in draft ? draft.user : draft.room;
    const end = this.#end(stream);
    const place = { seq: end.seq + 1, n: end.n + (draft.type === 'message' ? 1 : 0) };
    const event = { ...draft, ...place, id, by, at: this.#nowMs } as StreamEvent;
    this.#ends.set(stream, place);
    // A second event of the same command, in the person's own stream, is not what a repeat finds.
    const author = 'user' in draft && draft.type !== 'registered' ? null : by;
    this.#events.push({ stream, ...place, id, author, bytes: Buffer.from(JSON.stringify(event)) });
    this.#changes.push(...project(event));
    return this;
  }
}

/** Ming in the lobby, alone. */
export function mingInLobby(): Chronicle {
  return new Chronicle()
    .opens(ming, LOBBY)
    .registers(ming, { name: 'Ming', token: mingsToken })
    .joins(ming, LOBBY);
}
