import type { Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import {
  PAGE_BYTES_MAX,
  PAGE_EVENTS_MAX,
  PAGE_FILES_MAX,
  PAGE_MEMBERS_MAX,
  PAGE_MESSAGES_MAX,
  PAGE_ROOMS_MAX,
} from '@teahouse/protocol/limits';
import type { Position } from '@teahouse/protocol/position';
import type { Head, OpenRoom, Person } from '@teahouse/protocol/server-frames';
import { told } from '@teahouse/rules/own-room';
import type {
  Archive,
  EventsPage,
  EventsQuery,
  FilesPage,
  FilesQuery,
  MembersPage,
  MembersQuery,
  MessagesPage,
  MessagesQuery,
  Reader,
  Standing,
  StoredEvent,
} from '../archive.ts';
import type { Lives } from '../epochs.ts';
import { firstSince } from '../first-since.ts';
import { joinedJson } from '../joined-json.ts';
import { fitting, goesOn, seqWithin } from '../page-cut.ts';
import type { Row, Tables } from './memory-store.ts';

/** The reading side of a `MemoryStore`. */
export class MemoryArchive implements Archive {
  readonly #tables: Tables;
  readonly #lives: Lives;

  constructor(tables: Tables, lives: Lives) {
    this.#tables = tables;
    this.#lives = lives;
  }

  get epoch(): Epoch {
    return this.#lives.epoch;
  }

  get epochs(): readonly Epoch[] {
    return this.#lives.epochs;
  }

  eraOf(epoch: Epoch): number | undefined {
    return this.#lives.eraOf(epoch);
  }

  async userByToken(hash: Uint8Array): Promise<Person | undefined> {
    const id = this.#tables.tokens.get(Buffer.from(hash).toString('hex'));
    return id && { id, ...this.#tables.users.get(id) };
  }

  async roomsOf(user: UserId): Promise<Standing> {
    const rooms = [...(this.#tables.roomsOf.get(user) ?? [])].flatMap(([id, membership]) => {
      const room = this.#tables.rooms.get(id);
      return room ? [{ room: id, ...this.#head(id), ...room, n: this.#n(id), ...told(membership) }] : [];
    });
    return { person: { id: user, ...this.#tables.users.get(user) }, me: this.#head(user), rooms };
  }

  async head(stream: StreamId): Promise<Head> {
    return this.#head(stream);
  }

  async heads(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, number>> {
    const ends = streams.map((stream) => [stream, this.#rows(stream).length] as const);
    return new Map(ends.filter(([, head]) => head > 0));
  }

  async openRoom(room: RoomId): Promise<OpenRoom | undefined> {
    return this.#openRooms().find((open) => open.room === room);
  }

  async check(stream: StreamId, { epoch, seq, id }: Position): Promise<'continues' | 'reset'> {
    const era = this.#lives.eraOf(epoch);
    if (era === undefined) return 'reset';
    if (seq === 0) return 'continues';
    const row = this.#rows(stream)[seq - 1];
    return row && row.id === id && row.era <= era ? 'continues' : 'reset';
  }

  async recent(stream: StreamId, limits: { events: number; sizeBytes: number }): Promise<StoredEvent[]> {
    const events = storedEvents(this.#rows(stream)).reverse();
    return fitting(events, { count: limits.events, sizeBytes: limits.sizeBytes, atLeast: 0 }).reverse();
  }

  async eventsAfter(stream: StreamId, query: EventsQuery): Promise<EventsPage | undefined> {
    if (!this.#mayRead(query.reader, stream)) return undefined;
    const events = storedEvents(this.#rows(stream), query.after);
    const count = Math.min(query.limit, PAGE_EVENTS_MAX);
    return {
      head: this.#head(stream).head,
      events: fitting(events, { count, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 }),
    };
  }

  async messages(room: RoomId, query: MessagesQuery): Promise<MessagesPage | undefined> {
    if (!this.#mayRead(query.reader, room)) return undefined;
    const rows = this.#rows(room);
    const log = { head: rows.length, eventAt: (seq: number) => rows[seq - 1] };
    const since = query.at === undefined ? 1 : firstSince(log, query.at);
    const first = Math.max(seqWithin(rows.length, query.after ?? 0) + 1, since);
    const last = seqWithin(rows.length, (query.before ?? rows.length + 1) - 1);
    const window = messagesOf(rows).filter(({ seq }) => seq >= first && seq <= last);
    const limits = { count: Math.min(query.limit, PAGE_MESSAGES_MAX), sizeBytes: PAGE_BYTES_MAX, atLeast: 1 };
    const isForward = goesOn(query);
    const page = isForward ? fitting(window, limits) : fitting(window.toReversed(), limits).reverse();
    return {
      head: this.#head(room).head,
      more: page.length < window.length,
      json: joinedJson(page),
    };
  }

  async members(room: RoomId, query: MembersQuery): Promise<MembersPage | undefined> {
    if (!this.#mayRead(query.reader, room)) return undefined;
    const everyone = [...this.#tables.users.keys()];
    const later = everyone.slice(query.after === undefined ? 0 : everyone.indexOf(query.after) + 1);
    const rest = later.filter((user) => this.#tables.roomsOf.get(user)?.has(room));
    const count = Math.max(0, Math.min(query.limit, PAGE_MEMBERS_MAX));
    const members = rest.slice(0, count).map((id) => ({ id, ...this.#tables.users.get(id) }));
    return { members, more: rest.length > count };
  }

  async files(room: RoomId, query: FilesQuery): Promise<FilesPage | undefined> {
    if (!this.#mayRead(query.reader, room)) return undefined;
    const rows = storedEvents(this.#rows(room));
    const upTo = query.before === undefined ? rows.length : seqWithin(rows.length, query.before - 1);
    const seqs = (this.#tables.files.get(room) ?? []).filter((seq) => seq <= upTo);
    const all = rows.filter(({ seq }) => seqs.includes(seq)).reverse();
    const count = Math.min(query.limit, PAGE_FILES_MAX);
    const files = fitting(all, { count, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 });
    return { more: files.length < all.length, json: joinedJson(files) };
  }

  async openRooms(query: { after?: RoomId; limit: number }): Promise<{ rooms: OpenRoom[]; more: boolean }> {
    const all = this.#openRooms();
    const rest = all.slice(all.findIndex(({ room }) => room === query.after) + 1);
    const rooms = rest.slice(0, Math.max(0, Math.min(query.limit, PAGE_ROOMS_MAX)));
    return { rooms, more: rest.length > rooms.length };
  }

  async blob(id: string): Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined> {
    const blob = this.#tables.blobs.get(id);
    return blob && { type: blob.type, bytes: blob.bytes };
  }

  async close(): Promise<void> {}

  #mayRead(reader: Reader, stream: StreamId): boolean {
    if (reader === 'server') return true;
    const room = stream as RoomId;
    if (reader === 'visitor') return this.#tables.rooms.get(room)?.kind === 'open';
    return reader.user === stream || this.#tables.roomsOf.get(reader.user)?.has(room) === true;
  }

  #rows(stream: StreamId): readonly Row[] {
    return this.#tables.streams.get(stream) ?? [];
  }

  #head(stream: StreamId): Head {
    const rows = this.#rows(stream);
    return { epoch: this.epoch, head: rows.length, id: rows.at(-1)?.id ?? '' };
  }

  #n(room: RoomId): number {
    return this.#rows(room).at(-1)?.n ?? 0;
  }

  #openRooms(): OpenRoom[] {
    return [...this.#tables.rooms].flatMap(([room, { kind, name, members }]) =>
      kind === 'open' ? [{ room, name, members, n: this.#n(room) }] : [],
    );
  }
}

function storedEvents(rows: readonly Row[], after = 0): StoredEvent[] {
  const first = seqWithin(rows.length, after);
  return rows.slice(first).map(({ id, era, bytes }, index) => ({ seq: first + index + 1, id, era, bytes }));
}

/** A message is an event that its room's running number counts. */
function messagesOf(rows: readonly Row[]): StoredEvent[] {
  return storedEvents(rows).filter(({ seq }) => rows[seq - 1]?.n !== (rows[seq - 2]?.n ?? 0));
}
