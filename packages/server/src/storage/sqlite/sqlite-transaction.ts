import type { StreamId } from '@teahouse/protocol/ids';
import type { Appended, CommandKey, Done, Transaction } from '../log.ts';
import { ChangeWriter } from './change-writer.ts';
import type { DatabaseSync } from './database.ts';
import { EventWriter } from './event-writer.ts';
import { FactReader } from './fact-reader.ts';
import { Query } from './query.ts';
import type { Streams } from './streams.ts';

/** What can be done within the one transaction that runs. */
export class SqliteTransaction implements Transaction {
  readonly #streams: Streams;
  readonly #facts: FactReader;
  readonly #events: EventWriter;
  readonly #changes: ChangeWriter;
  readonly #done: Query<Done, [string, number]>;
  readonly #addToken: Query<never, [Uint8Array, number]>;
  readonly #addBlob: Query<never, [string, string, Uint8Array]>;

  constructor(database: DatabaseSync, streams: Streams, era: number) {
    this.#streams = streams;
    this.#facts = new FactReader(database, streams);
    this.#events = new EventWriter(database, streams, era);
    this.#changes = new ChangeWriter(database, streams);
    this.#done = new Query(
      database,
      `SELECT streams.id AS stream, key & 0xffffffff AS seq
       FROM events JOIN streams ON no = key >> 32 WHERE events.id = ? AND author = ?`,
    );
    this.#addToken = new Query(database, 'INSERT INTO tokens (hash, user) VALUES (?, ?)');
    this.#addBlob = new Query(database, 'INSERT INTO blobs (id, type, bytes) VALUES (?, ?, ?)');
  }

  async load(needs: Parameters<Transaction['load']>[0]): ReturnType<Transaction['load']> {
    return needs.map((need) => this.#facts.read(need));
  }

  async done(commands: readonly CommandKey[]): Promise<(Done | undefined)[]> {
    return commands.map(({ author, id }) => {
      const stream = this.#streams.find(author);
      const row = stream && this.#done.get(id, stream.no);
      return row && { stream: row.stream as StreamId, seq: row.seq };
    });
  }

  async append({ events, changes, tokens, blobs }: Appended): Promise<void> {
    for (const event of events) this.#events.append(event);
    for (const change of changes) this.#changes.apply(change);
    for (const { user, hash } of tokens) this.#addToken.run(hash, this.#streams.findOrAdd(user).no);
    for (const { id, type, bytes } of blobs) this.#addBlob.run(id, type, bytes);
  }
}
