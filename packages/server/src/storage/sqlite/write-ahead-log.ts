import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';

/**
 * Pages that wait in the write-ahead log until they are moved into the database. With more, pages written
 * again and again are moved once; with fewer, moving takes less time, and so does starting after a crash.
 */
export const PAGES_WAITING_MAX = 4_000;

/** Moves committed pages into the database: only here, by the connection that writes, and between commits. */
export class WriteAheadLog {
  readonly #database: DatabaseSync;
  readonly #look: Query<{ log: number; checkpointed: number }, []>;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#look = new Query(database, 'PRAGMA wal_checkpoint(NOOP)');
  }

  get isFull(): boolean {
    const { log, checkpointed } = this.#look.get() ?? { log: 0, checkpointed: 0 };
    return log - checkpointed > PAGES_WAITING_MAX;
  }

  /** Moves what no reader stands in the way of. Throws if the disk fails: SQLite by itself would be silent. */
  move(): void {
    this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** Moves everything and leaves the log empty, if no reader is there any more. */
  moveAll(): void {
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}
