import assert from 'node:assert/strict';
import type { StreamId } from '@teahouse/protocol/ids';
import { SEQ_MAX } from '@teahouse/protocol/limits';
import type { Need } from '@teahouse/rules/facts';
import type { Appended, CommandKey, Done, EventRow, LoadedFacts, Transaction } from '../log.ts';
import type { Connection } from './connection.ts';
import { FactReader } from './fact-reader.ts';
import { type FoldedChanges, foldChanges, markOf } from './folded-changes.ts';
import { writeMemberships } from './membership-writer.ts';
import { Streams } from './streams.ts';

/**
 * What can be done within one transaction. The number of statements does not grow with the batch, but for two for
 * each person who takes another name: the rooms that hear of it are known only then.
 */
export class PostgresTransaction implements Transaction {
  readonly streams: Streams;
  readonly #connection: Connection;
  readonly #era: number;
  readonly #facts: FactReader;

  constructor(connection: Connection, era: number) {
    this.#connection = connection;
    this.#era = era;
    this.streams = new Streams(connection);
    this.#facts = new FactReader(connection, this.streams);
  }

  load(needs: readonly Need[]): Promise<LoadedFacts> {
    return this.#facts.read(needs);
  }

  async done(commands: readonly CommandKey[]): Promise<readonly (Done | undefined)[]> {
    const rows = await this.#connection.rows<Done & { place: number }>(
      `SELECT wanted.place, streams.id AS stream, events.seq
       FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (author, id, place)
         JOIN streams AS author ON author.id = wanted.author
         JOIN events ON events.id = wanted.id AND events.author = author.no
         JOIN streams ON streams.no = events.stream`,
      [commands.map(({ author }) => author), commands.map(({ id }) => id)],
    );
    const found = new Map(rows.map(({ place, stream, seq }) => [place - 1, { stream, seq }]));
    return commands.map((_, index) => found.get(index));
  }

  async append({ events, changes, tokens, blobs }: Appended): Promise<void> {
    const folded = foldChanges(changes);
    this.#facts.forget();
    await this.streams.lockOrMake(namesIn(events, folded));
    await this.#appendEvents(events, folded);
    await this.#putUsers(folded.users);
    await this.#putRooms(folded.rooms);
    await writeMemberships(this.#connection, this.streams, [...folded.memberships.values()]);
    await this.#insert(
      'INSERT INTO tokens (hash, person) SELECT * FROM unnest($1::bytea[], $2::bigint[])',
      tokens.map(({ hash, user }) => [Buffer.from(hash), this.streams.no(user)]),
    );
    await this.#insert(
      'INSERT INTO blobs (id, type, bytes) SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[])',
      blobs.map(({ id, type, bytes }) => [id, type, Buffer.from(bytes)]),
    );
  }

  async #appendEvents(events: readonly EventRow[], { messages, files }: FoldedChanges): Promise<void> {
    const rows = events.map(({ stream: name, seq, n, author, id, bytes }) => {
      const stream = this.streams.find(name);
      assert.ok(stream);
      assert.equal(seq, stream.head + 1, 'a log has no gaps');
      assert.ok(seq <= SEQ_MAX, 'a seq fits in 31 bits');
      Object.assign(stream, { head: seq, n, id });
      const mark = markOf(name, seq);
      const authorNo = author === null ? null : this.streams.no(author);
      const json = Buffer.from(bytes).toString();
      return [stream.no, seq, this.#era, n, authorNo, id, messages.has(mark), files.has(mark), json];
    });
    await this.#insert(
      `INSERT INTO events (stream, seq, era, n, author, id, message, file, json)
       SELECT * FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::integer[], $5::bigint[], $6::text[],
         $7::boolean[], $8::boolean[], $9::text[])`,
      rows,
    );
    const ends = [...new Set(events.map(({ stream }) => stream))].map((name) => this.streams.find(name));
    await this.#insert(
      `UPDATE streams SET head = ended.head, n = ended.n, last = ended.id
       FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::text[]) AS ended (no, head, n, id)
       WHERE streams.no = ended.no`,
      ends.map((stream) => [stream?.no, stream?.head, stream?.n, stream?.id]),
    );
  }

  #putUsers(users: FoldedChanges['users']): Promise<void> {
    return this.#insert(
      `INSERT INTO users (no, name) SELECT * FROM unnest($1::bigint[], $2::text[])
       ON CONFLICT (no) DO UPDATE SET name = excluded.name`,
      [...users].map(([user, { name }]) => [this.streams.no(user), name]),
    );
  }

  async #putRooms(rooms: FoldedChanges['rooms']): Promise<void> {
    const named = [...rooms].flatMap(([room, { named: is }]) =>
      is ? [[this.streams.no(room), is.name, is.kind]] : [],
    );
    await this.#insert(
      `INSERT INTO rooms (no, name, kind, members)
       SELECT no, name, kind, 0 FROM unnest($1::bigint[], $2::text[], $3::text[]) AS named (no, name, kind)
       ON CONFLICT (no) DO UPDATE SET name = excluded.name, kind = excluded.kind`,
      named,
    );
    const counted = [...rooms].flatMap(([room, { members }]) =>
      members === undefined ? [] : [[this.streams.no(room), members]],
    );
    await this.#insert(
      `UPDATE rooms SET members = counted.members
       FROM unnest($1::bigint[], $2::integer[]) AS counted (no, members) WHERE rooms.no = counted.no`,
      counted,
    );
  }

  /** Writes rows through a statement that takes one array for each column. Each must change one row, or it is our bug. */
  async #insert(sql: string, rows: readonly (readonly unknown[])[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const columns = first.map((_, column) => rows.map((row) => row[column]));
    assert.equal(await this.#connection.run(sql, columns), rows.length, `each row is written: ${sql}`);
  }
}

/** Every stream that a batch touches, in the order in which it first appears. */
function namesIn(events: readonly EventRow[], folded: FoldedChanges): StreamId[] {
  return [
    ...events.flatMap(({ stream, author }) => (author === null ? [stream] : [stream, author])),
    ...folded.users.keys(),
  ];
}
