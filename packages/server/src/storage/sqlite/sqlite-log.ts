import type { Epoch } from '@teahouse/protocol/ids';
import { type Log, StoreFailure, type Transaction } from '../log.ts';
import { connectWriter } from './connection.ts';
import type { DatabaseSync } from './database.ts';
import { beginLife } from './epoch-table.ts';
import { storeFailure } from './failures.ts';
import { makeDatabase, makeFolder, storeFiles, syncFolder } from './files.ts';
import { StoreLock } from './lock.ts';
import { openError } from './open-error.ts';
import { SqliteTransaction } from './sqlite-transaction.ts';
import { Streams } from './streams.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

interface Parts {
  /** Names the life that begins now: 64 bits of chance in letters and digits. */
  readonly randomName: () => string;
  /** Calls back when the answer to the last commit has left: `setImmediate`. */
  readonly soon: (callback: () => void) => void;
}

/**
 * The writing side of a store in a folder. Work in it is synchronous and waits for the disk, so it belongs
 * in a thread of its own.
 */
export class SqliteLog implements Log {
  readonly epoch: Epoch;
  readonly #database: DatabaseSync;
  readonly #lock: StoreLock;
  readonly #soon: Parts['soon'];
  readonly #streams: Streams;
  readonly #writeAheadLog: WriteAheadLog;
  readonly #transaction: Transaction;
  /** The transaction that was asked for last. */
  #last: Promise<unknown> = Promise.resolve();
  /** Once the disk has failed, nothing is written any more. */
  #failure: StoreFailure | null = null;

  /** Opens a store, making it if there is none, and begins a new life. Throws a `StoreOpenError`. */
  static open(folder: string, parts: Parts): SqliteLog {
    const files = storeFiles(folder);
    let lock: StoreLock | undefined;
    let database: DatabaseSync | undefined;
    try {
      makeFolder(folder);
      lock = new StoreLock(files);
      makeDatabase(files);
      database = connectWriter(files);
      const log = new SqliteLog(database, lock, parts);
      syncFolder(folder);
      return log;
    } catch (error) {
      database?.close();
      lock?.[Symbol.dispose]();
      throw openError(error, folder);
    }
  }

  private constructor(database: DatabaseSync, lock: StoreLock, parts: Parts) {
    const lives = beginLife(database, parts.randomName);
    this.epoch = lives.epoch;
    this.#database = database;
    this.#lock = lock;
    this.#soon = parts.soon;
    this.#streams = new Streams(database);
    this.#writeAheadLog = new WriteAheadLog(database);
    this.#transaction = new SqliteTransaction(database, this.#streams, lives.era);
  }

  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#run(work));
    this.#last = result.then(
      () => this.#tidy(),
      () => undefined,
    );
    return result;
  }

  async close(): Promise<void> {
    await this.#last;
    if (!this.#database.isOpen) return;
    try {
      if (!this.#failure) this.#writeAheadLog.moveAll();
    } catch (error) {
      // What could not be moved stays in the write-ahead log, as safe as before; only a broken disk is news.
      const failure = this.#understood(error);
      if (this.#failure) throw failure;
    } finally {
      this.#database.close();
      this.#lock[Symbol.dispose]();
    }
  }

  async #run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    if (this.#failure) throw this.#failure;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const result = await work(this.#transaction);
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw this.#understood(error);
    }
  }

  #rollBack(): void {
    this.#streams.forget();
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch (error) {
      this.#failure ??= new StoreFailure('internal', { fatal: true, cause: error });
    }
  }

  #understood(error: unknown): unknown {
    const failure = this.#failure ?? storeFailure(error);
    if (failure?.fatal) this.#failure = failure;
    return failure ?? error;
  }

  /** Makes room in the write-ahead log, if it is time, after the commit was answered. */
  async #tidy(): Promise<void> {
    try {
      if (!this.#writeAheadLog.isFull) return;
      await new Promise<void>((resolve) => this.#soon(resolve));
      this.#writeAheadLog.move();
    } catch (error) {
      // A full disk is found again by the next commit; a broken one is told to whoever commits next.
      this.#understood(error);
    }
  }
}
