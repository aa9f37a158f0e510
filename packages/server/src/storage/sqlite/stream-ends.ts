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

/** Finds where a stream ends, or undefined if there is no such stream. */
export class StreamEnds {
  readonly #find: Query<StreamEnd, [StreamId]>;

  constructor(database: DatabaseSync) {
    this.#find = new Query(
      database,
      `SELECT ${END_COLUMNS} FROM streams ${JOIN_LAST_EVENT} WHERE streams.id = ?`,
    );
  }

  find(stream: StreamId): StreamEnd | undefined {
    return this.#find.get(stream);
  }
}
