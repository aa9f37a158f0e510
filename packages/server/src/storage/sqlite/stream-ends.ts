import type { CommandId, StreamId } from '@teahouse/protocol/ids';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';

/** A stream as it stands: its number, and its last event's seq, running number and id. */
export interface StreamEnd {
  readonly no: number;
  readonly head: number;
  readonly n: number;
  readonly id: CommandId | '';
}

/** Columns of a `StreamEnd`, to select from `streams` with `JOIN_LAST_EVENT`. Nothing is kept that could differ from the log. */
export const END_COLUMNS = `
  streams.no AS no, ifnull(last.key & 0xffffffff, 0) AS head, ifnull(last.n, 0) AS n, ifnull(last.id, '') AS id`;
export const JOIN_LAST_EVENT = `
  LEFT JOIN events AS last ON last.key = (
    SELECT max(key) FROM events WHERE key BETWEEN streams.no << 32 AND (streams.no << 32) + 0xffffffff)`;

/** Where many streams end. The streams are named in JSON; what has no event is in no row. */
export const HEADS_SQL = `
  SELECT streams.id AS stream, last.key & 0xffffffff AS head
  FROM json_each(?) AS named JOIN streams ON streams.id = named.value
  JOIN events AS last ON last.key = (
    SELECT max(key) FROM events WHERE key BETWEEN streams.no << 32 AND (streams.no << 32) + 0xffffffff)`;

/** Finds where streams end. */
export class StreamEnds {
  readonly #find: Query<StreamEnd, [StreamId]>;
  readonly #heads: Query<{ stream: StreamId; head: number }, [string]>;

  constructor(database: DatabaseSync) {
    this.#find = new Query(
      database,
      `SELECT ${END_COLUMNS} FROM streams ${JOIN_LAST_EVENT} WHERE streams.id = ?`,
    );
    this.#heads = new Query(database, HEADS_SQL);
  }

  headsOf(streams: readonly StreamId[]): Map<StreamId, number> {
    return new Map(this.#heads.all(JSON.stringify(streams)).map(({ stream, head }) => [stream, head]));
  }

  /** Undefined if there is no such stream. */
  find(stream: StreamId): StreamEnd | undefined {
    return this.#find.get(stream);
  }
}
