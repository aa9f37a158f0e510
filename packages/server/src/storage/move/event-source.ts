import { isUtf8 } from 'node:buffer';
import type { CommandId, StreamId } from '@teahouse/protocol/ids';
import { MoveError } from '../move-error.ts';
import type { DatabaseSync } from '../sqlite/database.ts';
import { contradictions, type EventRow, eventIn, placeOf } from '../sqlite/inspect-events.ts';
import { Query } from '../sqlite/query.ts';
import { END_COLUMNS, JOIN_LAST_EVENT } from '../sqlite/stream-ends.ts';

/** A stream as it stands in the folder. */
export interface SourceStream {
  readonly stream: StreamId;
  readonly no: number;
  readonly head: number;
  readonly n: number;
  readonly id: CommandId | '';
}

export interface SourceEvent extends EventRow {
  readonly authorNo: number | null;
  /** 1 if it is a message: then its running number is not that of the event before it. */
  readonly message: 0 | 1;
  /** 1 if it is one that came with a file. */
  readonly file: 0 | 1;
}

/** Where an event is. */
export interface Place {
  readonly no: number;
  readonly seq: number;
}

/** Events of a stream that are to be carried: those after one, up to another. */
export interface Stretch extends Place {
  readonly upTo: number;
}

/** Events in memory at once. With each letter escaped an event has some 24 KB. */
export const EVENTS_PER_BATCH = 2_000;
/** Streams looked at in one go. */
const STREAMS_PER_PAGE = 1_000;
/** No stream has this number, and none will. */
const BEYOND: Place = { no: 2 ** 31 - 1, seq: 0 };

type Range = [...from: [no: number, seq: number], ...to: [no: number, seq: number], limit: number];

/** The log of a store in a folder. Each question is answered from a snapshot of its own, so that none stays open. */
export class EventSource {
  readonly #folder: string;
  readonly #streams: Query<SourceStream, [number, number]>;
  readonly #events: Query<SourceEvent, Range>;
  readonly #count: Query<{ count: number }, []>;
  readonly #lives: Query<{ lives: number }, []>;

  constructor(database: DatabaseSync, folder: string) {
    this.#folder = folder;
    const ends = `FROM streams ${JOIN_LAST_EVENT}`;
    this.#streams = new Query(
      database,
      `SELECT streams.id AS stream, ${END_COLUMNS} ${ends} WHERE streams.no > ? ORDER BY streams.no LIMIT ?`,
    );
    this.#events = new Query(
      database,
      `SELECT events.key >> 32 AS no, events.key & 0xffffffff AS seq, era, n, author AS authorNo,
         person.id AS author, events.id AS id, bytes, streams.id AS stream, files.key IS NOT NULL AS file,
         n > ifnull((SELECT before.n FROM events AS before WHERE before.key = events.key - 1), 0) AS message
       FROM events LEFT JOIN streams ON streams.no = events.key >> 32 LEFT JOIN streams AS person ON person.no = author
         LEFT JOIN files ON files.key = events.key
       WHERE events.key > (? << 32) + ? AND events.key <= (? << 32) + ? ORDER BY events.key LIMIT ?`,
    );
    this.#count = new Query(database, `SELECT sum(head) AS count FROM (SELECT ${END_COLUMNS} ${ends})`);
    this.#lives = new Query(database, 'SELECT count(*) AS lives FROM lives');
  }

  /** How many events there are. */
  get count(): number {
    return this.#count.get()?.count ?? 0;
  }

  /** All streams by their numbers. */
  *streamPages(): Iterable<readonly SourceStream[]> {
    for (let after = 0; ; ) {
      const page = this.#streams.all(after, STREAMS_PER_PAGE);
      const last = page.at(-1);
      if (!last) return;
      yield page;
      after = last.no;
    }
  }

  at({ no, seq }: Place): SourceEvent | undefined {
    return this.#events.get(no, seq - 1, no, seq, 1);
  }

  /** All events, stream by stream. */
  *pages(): Iterable<readonly SourceEvent[]> {
    for (let after: Place = { no: 0, seq: 0 }; ; ) {
      const page = this.#between(after, BEYOND, EVENTS_PER_BATCH);
      const last = page.at(-1);
      if (!last) return;
      yield page;
      after = last;
    }
  }

  /** The events of stretches in order. Throws a `MoveError` at what cannot be so in a sound store. */
  *batches(stretches: readonly Stretch[]): Iterable<readonly SourceEvent[]> {
    let batch: SourceEvent[] = [];
    for (const { no, seq, upTo } of stretches) {
      let before = this.at({ no, seq });
      for (let after = seq; after < upTo; ) {
        const rows = this.#between({ no, seq: after }, { no, seq: upTo }, EVENTS_PER_BATCH - batch.length);
        this.#check(rows, before);
        batch.push(...rows);
        before = rows.at(-1);
        after = before?.seq ?? upTo;
        if (batch.length < EVENTS_PER_BATCH) continue;
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }

  #between(from: Place, to: Place, limit: number): SourceEvent[] {
    return this.#events.all(from.no, from.seq, to.no, to.seq, limit);
  }

  /** Of rows that follow `before` in a stream. */
  #check(rows: readonly SourceEvent[], before: SourceEvent | undefined): void {
    const { lives } = this.#lives.get() ?? { lives: 0 };
    for (const [index, row] of rows.entries()) {
      const context = { event: eventIn(row), before: rows[index - 1] ?? before, lives };
      const [finding] = contradictions(row, context);
      if (finding) this.#refuse(row, finding.sentence);
      if (!isUtf8(row.bytes)) this.#refuse(row, 'Its bytes are no text.');
    }
  }

  #refuse(row: SourceEvent, finding: string): never {
    const sentence = `The store in ${this.#folder} is damaged (${placeOf(row)}: ${finding.replace(/\.$/, '')}); examine it with "teahouse doctor".`;
    throw new MoveError('damaged', sentence);
  }
}
