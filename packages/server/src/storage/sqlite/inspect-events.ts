import type { StreamEvent } from '@teahouse/protocol/events';
import type { CommandId, StreamId } from '@teahouse/protocol/ids';
import { type Incoming, isEvent } from '@teahouse/protocol/server-frames';
import type { DatabaseSync } from './database.ts';
import type { Finding } from './finding.ts';
import { Query } from './query.ts';

/** An event as it lies in the database. */
export interface EventRow {
  readonly no: number;
  readonly seq: number;
  readonly era: number;
  readonly n: number;
  readonly author: StreamId | null;
  readonly id: CommandId;
  readonly bytes: Uint8Array;
  /** Null if the event is of a stream that is not there. */
  readonly stream: StreamId | null;
}

/** All events, stream by stream, in order; read as they are looked at. */
export function eventRows(database: DatabaseSync): Iterable<EventRow> {
  const sql = `
    SELECT key >> 32 AS no, key & 0xffffffff AS seq, era, n, person.id AS author, events.id AS id, bytes, streams.id AS stream
    FROM events LEFT JOIN streams ON streams.no = key >> 32 LEFT JOIN streams AS person ON person.no = author
    ORDER BY key`;
  return new Query<EventRow, []>(database, sql).iterate();
}

/** The rows of one stream after another. Each group has to be read to its end before the next one. */
export function* byStream(rows: Iterable<EventRow>): Iterable<Iterable<EventRow>> {
  const iterator = rows[Symbol.iterator]();
  let next = iterator.next();
  function* ofStream(no: number): Iterable<EventRow> {
    for (; !next.done && next.value.no === no; next = iterator.next()) yield next.value;
  }
  while (!next.done) yield ofStream(next.value.no);
}

/** The event of a row, or undefined if its bytes are none. */
export function eventIn(row: EventRow): StreamEvent | undefined {
  try {
    const parsed = JSON.parse(Buffer.from(row.bytes).toString()) as Incoming | null;
    return parsed && typeof parsed === 'object' && isEvent(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

interface Context {
  /** What the bytes say, if they are an event. */
  readonly event: StreamEvent | undefined;
  readonly before: EventRow | undefined;
  /** How many lives the store had. */
  readonly lives: number;
}

/** What contradicts itself between a row, its event, and the row before it in the stream. */
export function* contradictions(row: EventRow, { event, before, lives }: Context): Iterable<Finding> {
  const place = placeOf(row);
  const { seq, n } = before ?? { seq: 0, n: 0 };
  if (row.stream === null && !before) {
    yield { kind: 'orphan', place, sentence: 'The events of this stream belong to no person and no room.' };
  }
  if (row.seq !== seq + 1) {
    yield { kind: 'gap', place, sentence: `It follows seq ${seq}.` };
  }
  if (row.era < (before?.era ?? 1) || row.era > lives) {
    yield { kind: 'life', place, sentence: `It cannot have been written in life ${row.era} of ${lives}.` };
  }
  if (!event) {
    yield { kind: 'bytes', place, sentence: 'Its bytes are no event.' };
    return;
  }
  if (row.n !== n + (event.type === 'message' ? 1 : 0)) {
    yield { kind: 'number', place, sentence: `Its running number is ${row.n}, the one before it has ${n}.` };
  }
  const wrong = wrongField(row, event);
  if (wrong) yield { kind: 'bytes', place, sentence: `Its bytes name another ${wrong} than its row.` };
}

function wrongField(row: EventRow, event: StreamEvent): string | undefined {
  if (('user' in event ? event.user : event.room) !== row.stream) return 'stream';
  if (event.seq !== row.seq) return 'seq';
  if (event.n !== row.n) return 'running number';
  if (event.id !== row.id) return 'id';
  return row.author !== null && event.by !== row.author ? 'author' : undefined;
}

export function placeOf({ stream, no, seq }: Pick<EventRow, 'stream' | 'no' | 'seq'>): string {
  return `${stream ?? `stream number ${no}`}, seq ${seq}`;
}
