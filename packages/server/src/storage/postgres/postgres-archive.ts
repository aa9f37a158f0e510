import type { Epoch, RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Head, OpenRoom, Person } from '@teahouse/protocol/server-frames';
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
import type { Connection, Pool } from './connection.ts';
import { storeFailure } from './failures.ts';
import { Gathered } from './gathered.ts';
import { messagesOf } from './message-pages.ts';
import {
  endOf,
  endsOf,
  eventsAfter,
  filesBefore,
  mayRead,
  newestEvents,
  placeOf,
  type StreamEnd,
} from './pages.ts';
import { membersOf, openRoomOf, openRoomsAfter, peopleOfTokens, standingsOf } from './summaries.ts';

interface Pools {
  readonly readers: Pool;
  /**
   * For asking how far streams are, and for nothing else. A node that cannot do so in time sends everyone away: were
   * it to wait behind those who read, many who come at once would be sent away, and come again.
   */
  readonly watch: Pool;
}

/** The reading side of a database. Each question is answered from one snapshot, as one statement is by itself. */
export class PostgresArchive implements Archive {
  readonly #pool: Pool;
  readonly #watch: Pool;
  readonly #lives: Lives;
  /** After a node died thousands come at once, and each asks these. */
  readonly #people: Gathered<Uint8Array, Person | undefined>;
  readonly #standings: Gathered<UserId, Standing>;
  readonly #ends: Gathered<StreamId, StreamEnd>;

  constructor({ readers, watch }: Pools, lives: Lives) {
    this.#pool = readers;
    this.#watch = watch;
    this.#lives = lives;
    this.#people = new Gathered(readers, peopleOfTokens);
    this.#standings = new Gathered(readers, (connection, users) =>
      standingsOf(connection, users, this.epoch),
    );
    this.#ends = new Gathered(readers, endsOf);
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

  userByToken(hash: Uint8Array): Promise<Person | undefined> {
    return this.#people.ask(hash).catch(rethrow);
  }

  roomsOf(user: UserId): Promise<Standing> {
    return this.#standings.ask(user).catch(rethrow);
  }

  async head(stream: StreamId): Promise<Head> {
    const { head, id } = await this.#ends.ask(stream).catch(rethrow);
    return { epoch: this.epoch, head, id };
  }

  heads(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, number>> {
    const read = async (connection: Connection) => {
      const sql = 'SELECT id, head FROM streams WHERE id = ANY($1) AND head > 0';
      const rows = await connection.rows<{ id: StreamId; head: number }>(sql, [streams]);
      return new Map(rows.map(({ id, head }) => [id, head]));
    };
    return this.#watch.lend(read).catch(rethrow);
  }

  openRoom(room: RoomId): Promise<OpenRoom | undefined> {
    return this.#ask((connection) => openRoomOf(connection, room));
  }

  async check(stream: StreamId, { epoch, seq, id }: Position): Promise<'continues' | 'reset'> {
    const era = this.#lives.eraOf(epoch);
    if (era === undefined) return 'reset';
    if (seq === 0) return 'continues';
    const event = await this.#ask((connection) => placeOf(connection, stream, seq));
    return event && event.id === id && event.era <= era ? 'continues' : 'reset';
  }

  recent(stream: StreamId, limits: { events: number; sizeBytes: number }): Promise<StoredEvent[]> {
    // The number of a stream never changes, so these two need no snapshot.
    return this.#ask(async (connection) => newestEvents(connection, await endOf(connection, stream), limits));
  }

  eventsAfter(stream: StreamId, query: EventsQuery): Promise<EventsPage | undefined> {
    return this.#read(stream, query.reader, (connection, end) => eventsAfter(connection, end, query));
  }

  messages(room: RoomId, query: MessagesQuery): Promise<MessagesPage | undefined> {
    return this.#read(room, query.reader, (connection, end) => messagesOf(connection, end, query));
  }

  members(room: RoomId, query: MembersQuery): Promise<MembersPage | undefined> {
    return this.#read(room, query.reader, (connection, end) => membersOf(connection, end, query));
  }

  files(room: RoomId, query: FilesQuery): Promise<FilesPage | undefined> {
    return this.#read(room, query.reader, (connection, end) => filesBefore(connection, end, query));
  }

  openRooms(query: { after?: RoomId; limit: number }): Promise<{ rooms: OpenRoom[]; more: boolean }> {
    return this.#ask((connection) => openRoomsAfter(connection, query));
  }

  blob(id: string): Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined> {
    return this.#ask(async (connection) => {
      const sql = 'SELECT type, bytes FROM blobs WHERE id = $1';
      const [row] = await connection.rows<{ type: string; bytes: Buffer }>(sql, [id]);
      return row && { type: row.type, bytes: new Uint8Array(row.bytes) };
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#watch.close()]);
  }

  /** A page of a stream, if the reader may have it: membership is looked up in the same snapshot (LOG-5, S14). */
  #read<Page>(
    stream: StreamId,
    reader: Reader,
    read: (connection: Connection, end: StreamEnd) => Promise<Page>,
  ): Promise<Page | undefined> {
    return this.#snapshot(async (connection) => {
      if (!(await mayRead(connection, reader, stream))) return undefined;
      return read(connection, await endOf(connection, stream));
    });
  }

  /** Asks one statement. */
  #ask<Answer>(read: (connection: Connection) => Promise<Answer>): Promise<Answer> {
    return this.#pool.lend(read).catch(rethrow);
  }

  #snapshot<Answer>(read: (connection: Connection) => Promise<Answer>): Promise<Answer> {
    return this.#pool.snapshot(read).catch(rethrow);
  }
}

function rethrow(error: unknown): never {
  throw storeFailure(error) ?? error;
}
