import type { Epoch, StreamId } from '@teahouse/protocol/ids';
import type { Lives } from '../epochs.ts';
import { type Log, StoreFailure, type Transaction } from '../log.ts';
import type { Connection, Pool } from './connection.ts';
import { isWorthRepeating, storeFailure } from './failures.ts';
import { PostgresTransaction } from './postgres-transaction.ts';

/** How often work is done again that stood in the way of another node's. */
const ATTEMPTS_MAX = 5;

/** The writing side of a database that several nodes may write to. Work that met another node's is run again. */
export class PostgresLog implements Log {
  readonly #pool: Pool;
  readonly #lives: Lives;
  /** The transaction that was asked for last. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(pool: Pool, lives: Lives) {
    this.#pool = pool;
    this.#lives = lives;
  }

  get epoch(): Epoch {
    return this.#lives.epoch;
  }

  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#insist(work));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#pool.close();
  }

  /** What failed for a reason that goes away is done again, with everything locked at once that it came to need. */
  async #insist<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const toLock = new Set<StreamId>();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#pool.lend((connection) => this.#run(connection, work, toLock));
      } catch (error) {
        if (attempt < ATTEMPTS_MAX && isWorthRepeating(error)) continue;
        throw isWorthRepeating(error) ? busy(error) : (storeFailure(error) ?? error);
      }
    }
  }

  async #run<Result>(
    connection: Connection,
    work: (transaction: Transaction) => Promise<Result>,
    toLock: Set<StreamId>,
  ): Promise<Result> {
    const transaction = new PostgresTransaction(connection, this.#lives.era);
    await connection.run('BEGIN');
    try {
      await transaction.streams.lock(toLock);
      const result = await work(transaction);
      await connection.commit();
      return result;
    } finally {
      for (const name of transaction.streams.names) toLock.add(name);
    }
  }
}

function busy(cause: unknown): StoreFailure {
  return new StoreFailure('storage_unavailable', { fatal: false, cause });
}
