import assert from 'node:assert/strict';
import type { CommandId, StreamId } from '@teahouse/protocol/ids';
import type { Connection } from '../postgres/connection.ts';
import { EVENTS_PER_BATCH, type Place, type SourceEvent } from './event-source.ts';
import { followed } from './pages-ahead.ts';

/** A stream as it stands in the database. */
export interface TargetStream {
  readonly no: number;
  readonly id: StreamId;
  readonly head: number;
  readonly n: number;
  readonly last: CommandId | '';
}

export interface TargetEvent extends Place {
  readonly era: number;
  readonly n: number;
  readonly author: number | null;
  readonly id: CommandId;
  readonly message: boolean;
  readonly file: boolean;
  readonly json: string;
}

/** Events, and where their streams end then: both or neither. Streams that are written to must be there. */
const ADD = `
  WITH added AS (
    INSERT INTO events (stream, seq, era, n, author, id, message, file, json)
    SELECT * FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::integer[], $5::bigint[], $6::text[],
      $7::boolean[], $8::boolean[], $9::text[])
    RETURNING 1
  ), ended AS (
    UPDATE streams SET head = ended.head, n = ended.n, last = ended.id
    FROM unnest($10::bigint[], $11::integer[], $12::integer[], $13::text[]) AS ended (no, head, n, id)
    WHERE streams.no = ended.no
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM added) AS events, (SELECT count(*) FROM ended) AS streams`;

/** The log in a database that is being filled. */
export class EventTarget {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** How many events there are. */
  async count(): Promise<number> {
    const sql = 'SELECT coalesce(sum(head), 0)::bigint AS count FROM streams';
    const [row] = await this.#connection.rows<{ count: number }>(sql);
    return row?.count ?? 0;
  }

  /** Streams with these numbers and those between. */
  streams(from: number, to: number): Promise<TargetStream[]> {
    const sql = 'SELECT no, id, head, n, last FROM streams WHERE no BETWEEN $1 AND $2 ORDER BY no';
    return this.#connection.rows<TargetStream>(sql, [from, to]);
  }

  /** Makes streams under the numbers that they have. */
  async addStreams(streams: readonly { readonly no: number; readonly stream: StreamId }[]): Promise<void> {
    if (streams.length === 0) return;
    await this.#connection.run(
      `INSERT INTO streams (no, id) OVERRIDING SYSTEM VALUE SELECT * FROM unnest($1::bigint[], $2::text[])`,
      [streams.map(({ no }) => no), streams.map(({ stream }) => stream)],
    );
  }

  /** Adds events to the ends of their streams, in one transaction. */
  async add(events: readonly SourceEvent[]): Promise<void> {
    const ends = [...new Map(events.map((event) => [event.no, event])).values()];
    const columns = [
      events.map(({ no }) => no),
      events.map(({ seq }) => seq),
      events.map(({ era }) => era),
      events.map(({ n }) => n),
      events.map(({ authorNo }) => authorNo),
      events.map(({ id }) => id),
      events.map(({ message }) => message === 1),
      events.map(({ file }) => file === 1),
      events.map(({ bytes }) => Buffer.from(bytes).toString()),
      ends.map(({ no }) => no),
      ends.map(({ seq }) => seq),
      ends.map(({ n }) => n),
      ends.map(({ id }) => id),
    ];
    const [added] = await this.#connection.rows<{ events: number; streams: number }>(ADD, columns);
    assert.deepEqual(added, { events: events.length, streams: ends.length }, 'each row is written');
  }

  /** All events, stream by stream. */
  pages(): AsyncIterable<readonly TargetEvent[]> {
    return followed<TargetEvent>((last) => {
      const sql = `
        SELECT stream AS no, seq, era, n, author, id, message, file, json FROM events
        WHERE (stream, seq) > ($1, $2) ORDER BY stream, seq LIMIT $3`;
      return this.#connection.rows<TargetEvent>(sql, [last?.no ?? 0, last?.seq ?? 0, EVENTS_PER_BATCH]);
    });
  }
}
