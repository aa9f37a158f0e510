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
  Standing,
  StoredEvent,
} from '../archive.ts';
import { Lives } from '../epochs.ts';
import { connectReader } from './connection.ts';
import type { DatabaseSync } from './database.ts';
import { readEpochs } from './epoch-table.ts';
import { EventPages } from './event-pages.ts';
import { storeFailure } from './failures.ts';
import { FilePages } from './file-pages.ts';
import { storeFiles } from './files.ts';
import { MemberPages } from './member-pages.ts';
import { MessagePages } from './message-pages.ts';
import { openError } from './open-error.ts';
import { Permissions } from './permissions.ts';
import { Query } from './query.ts';
import { type StreamEnd, StreamEnds } from './stream-ends.ts';
import { Summaries } from './summaries.ts';

/** A stream that nothing was written to. */
const NOWHERE: StreamEnd = { no: 0, head: 0, n: 0, id: '' };

/**
 * The reading side of a store in a folder, beside whoever writes to it. Each question is answered from one
 * snapshot, and synchronously, so it belongs in a thread of its own.
 */
export class SqliteArchive implements Archive {
  /** The lives of the store, the first one first. */
  readonly epochs: readonly Epoch[];
  readonly #database: DatabaseSync;
  readonly #lives: Lives;
  readonly #ends: StreamEnds;
  readonly #permissions: Permissions;
  readonly #events: EventPages;
  readonly #messages: MessagePages;
  readonly #members: MemberPages;
  readonly #files: FilePages;
  readonly #summaries: Summaries;
  readonly #blob: Query<{ type: string; bytes: Uint8Array }, [string]>;

  /** Opens a store that a `SqliteLog` has opened to write, in the life that began with it. */
  static open(folder: string): SqliteArchive {
    try {
      return new SqliteArchive(connectReader(storeFiles(folder)));
    } catch (error) {
      throw openError(error, folder);
    }
  }

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.epochs = readEpochs(database);
    this.#lives = new Lives(this.epochs);
    this.#ends = new StreamEnds(database);
    this.#permissions = new Permissions(database);
    this.#events = new EventPages(database);
    this.#messages = new MessagePages(database);
    this.#members = new MemberPages(database);
    this.#files = new FilePages(database);
    this.#summaries = new Summaries(database);
    this.#blob = new Query(database, 'SELECT type, bytes FROM blobs WHERE id = ?');
  }

  get epoch(): Epoch {
    return this.#lives.epoch;
  }

  eraOf(epoch: Epoch): number | undefined {
    return this.#lives.eraOf(epoch);
  }

  async userByToken(hash: Uint8Array): Promise<Person | undefined> {
    return this.#snapshot(() => this.#summaries.userByToken(hash));
  }

  async roomsOf(user: UserId): Promise<Standing> {
    return this.#snapshot(() => {
      const rooms = this.#summaries.roomsOf(user).map((room) => ({ ...room, epoch: this.epoch }));
      return { person: this.#summaries.person(user), me: this.#head(user), rooms };
    });
  }

  async head(stream: StreamId): Promise<Head> {
    return this.#snapshot(() => this.#head(stream));
  }

  async heads(streams: readonly StreamId[]): Promise<ReadonlyMap<StreamId, number>> {
    return this.#snapshot(() => this.#ends.headsOf(streams));
  }

  async openRoom(room: RoomId): Promise<OpenRoom | undefined> {
    return this.#snapshot(() => this.#summaries.openRoom(room));
  }

  async check(stream: StreamId, { epoch, seq, id }: Position): Promise<'continues' | 'reset'> {
    const era = this.#lives.eraOf(epoch);
    if (era === undefined) return 'reset';
    if (seq === 0) return 'continues';
    const event = this.#snapshot(() => this.#events.at(this.#end(stream), seq));
    return event && event.id === id && event.era <= era ? 'continues' : 'reset';
  }

  async recent(stream: StreamId, limits: { events: number; sizeBytes: number }): Promise<StoredEvent[]> {
    return this.#snapshot(() => this.#events.newest(this.#end(stream), limits));
  }

  async eventsAfter(stream: StreamId, query: EventsQuery): Promise<EventsPage | undefined> {
    return this.#snapshot(() => {
      if (!this.#permissions.mayRead(query.reader, stream)) return undefined;
      return this.#events.after(this.#end(stream), query);
    });
  }

  async messages(room: RoomId, query: MessagesQuery): Promise<MessagesPage | undefined> {
    return this.#snapshot(() => {
      if (!this.#permissions.mayRead(query.reader, room)) return undefined;
      return this.#messages.page(this.#end(room), query);
    });
  }

  async members(room: RoomId, query: MembersQuery): Promise<MembersPage | undefined> {
    return this.#snapshot(() => {
      if (!this.#permissions.mayRead(query.reader, room)) return undefined;
      return this.#members.page(this.#end(room), query);
    });
  }

  async files(room: RoomId, query: FilesQuery): Promise<FilesPage | undefined> {
    return this.#snapshot(() => {
      if (!this.#permissions.mayRead(query.reader, room)) return undefined;
      return this.#files.page(this.#end(room), query);
    });
  }

  async openRooms(query: { after?: RoomId; limit: number }): Promise<{ rooms: OpenRoom[]; more: boolean }> {
    return this.#snapshot(() => this.#summaries.openRooms(query));
  }

  async blob(id: string): Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined> {
    const row = this.#snapshot(() => this.#blob.get(id));
    return row && { type: row.type, bytes: row.bytes };
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  #end(stream: StreamId): StreamEnd {
    return this.#ends.find(stream) ?? NOWHERE;
  }

  #head(stream: StreamId): Head {
    const { head, id } = this.#end(stream);
    return { epoch: this.epoch, head, id };
  }

  /** Everything that is read inside is read of one moment. */
  #snapshot<Result>(read: () => Result): Result {
    try {
      this.#database.exec('BEGIN');
      const result = read();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#leave();
      throw storeFailure(error) ?? error;
    }
  }

  /** Out of a snapshot that failed. What cannot even be left has failed for a reason that is told already. */
  #leave(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // The first error says more.
    }
  }
}
