import type { RoomId, StreamId, UserId } from '@teahouse/protocol/ids';
import type { Reader } from '../archive.ts';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';

/** The one place that says who may read what (S14). */
export class Permissions {
  readonly #openRoom: Query<unknown, [RoomId]>;
  readonly #member: Query<unknown, [StreamId, UserId]>;

  constructor(database: DatabaseSync) {
    this.#openRoom = new Query(
      database,
      "SELECT 1 FROM streams JOIN rooms USING (no) WHERE id = ? AND kind = 'open'",
    );
    this.#member = new Query(
      database,
      `SELECT 1 FROM streams AS room JOIN streams AS person JOIN members
         ON members.room = room.no AND members.user = person.no
       WHERE room.id = ? AND person.id = ?`,
    );
  }

  mayRead(reader: Reader, stream: StreamId): boolean {
    if (reader === 'server') return true;
    if (reader === 'visitor') return this.#openRoom.get(stream as RoomId) !== undefined;
    return reader.user === stream || this.#member.get(stream, reader.user) !== undefined;
  }
}
