import type { StreamId } from '@teahouse/protocol/ids';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';
import { type StreamEnd, StreamEnds } from './stream-ends.ts';

/** Streams whose end is kept in memory. One more, and all are forgotten and read again as they are needed. */
export const STREAMS_KEPT_MAX = 50_000;

/** A stream and its end as it is in the running transaction. */
type Stream = { -readonly [Field in keyof StreamEnd]: StreamEnd[Field] };

/**
 * Numbers of streams and where they end. Since one connection writes, what it knows stays true; only
 * after a rollback must it `forget`. Whoever acted has a number too: that of their own stream.
 */
export class Streams {
  readonly #kept = new Map<StreamId, Stream>();
  readonly #ends: StreamEnds;
  readonly #add: Query<never, [StreamId]>;
  readonly #number: Query<{ no: number }, [StreamId]>;

  constructor(database: DatabaseSync) {
    this.#number = new Query(database, 'SELECT no FROM streams WHERE id = ?');
    this.#add = new Query(database, 'INSERT INTO streams (id) VALUES (?)');
    this.#ends = new StreamEnds(database);
  }

  find(stream: StreamId): Stream | undefined {
    const kept = this.#kept.get(stream);
    if (kept) return kept;
    const found = this.#ends.find(stream);
    if (found) this.#keep(stream, found);
    return found;
  }

  /** Its number, which it gets now if it has none yet. */
  findOrAdd(stream: StreamId): Stream {
    const found = this.find(stream);
    if (found) return found;
    this.#add.run(stream);
    const { no } = this.#number.get(stream) ?? { no: 0 };
    const added: Stream = { no, head: 0, n: 0, id: '' };
    this.#keep(stream, added);
    return added;
  }

  forget(): void {
    this.#kept.clear();
  }

  #keep(id: StreamId, stream: Stream): void {
    if (this.#kept.size >= STREAMS_KEPT_MAX) this.forget();
    this.#kept.set(id, stream);
  }
}
