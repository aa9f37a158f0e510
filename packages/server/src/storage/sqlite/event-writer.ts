import assert from 'node:assert/strict';
import { SEQ_MAX } from '@teahouse/protocol/limits';
import type { EventRow } from '../log.ts';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';
import type { Streams } from './streams.ts';

type Row = [
  no: number,
  seq: number,
  era: number,
  n: number,
  author: number | null,
  id: string,
  bytes: Uint8Array,
];

/** Adds events to the ends of their streams. */
export class EventWriter {
  readonly #streams: Streams;
  readonly #era: number;
  readonly #insert: Query<never, Row>;

  constructor(database: DatabaseSync, streams: Streams, era: number) {
    this.#streams = streams;
    this.#era = era;
    this.#insert = new Query(
      database,
      'INSERT INTO events (key, era, n, author, id, bytes) VALUES ((? << 32) + ?, ?, ?, ?, ?, ?)',
    );
  }

  append({ stream: name, seq, n, author, id, bytes }: EventRow): void {
    const stream = this.#streams.findOrAdd(name);
    assert.equal(seq, stream.head + 1, 'a log has no gaps');
    assert.ok(seq <= SEQ_MAX, 'a seq fits in 31 bits');
    const authorNo = author === null ? null : this.#streams.findOrAdd(author).no;
    this.#insert.run(stream.no, seq, this.#era, n, authorNo, id, bytes);
    stream.head = seq;
    stream.n = n;
    stream.id = id;
  }
}
