import { existsSync } from 'node:fs';
import type { Epoch } from '@teahouse/protocol/ids';
import { StoreOpenError } from '../open-error.ts';
import { connectReader } from '../sqlite/connection.ts';
import type { DatabaseSync } from '../sqlite/database.ts';
import { readEpochs } from '../sqlite/epoch-table.ts';
import { storeFiles } from '../sqlite/files.ts';
import { StoreLock } from '../sqlite/lock.ts';
import { openError } from '../sqlite/open-error.ts';
import { Query } from '../sqlite/query.ts';
import { primaryCode, resultCode, SQLITE } from '../sqlite/result-codes.ts';
import { checkedVersion, SCHEMA_VERSION } from '../sqlite/schema.ts';
import { BlobSource } from './blob-source.ts';
import { EventSource } from './event-source.ts';
import { keyOf, type Row, type Table } from './tables.ts';

/** Rows of a table that are in memory at once. */
export const ROWS_PER_PAGE = 5_000;

/** The folder that a store is moved from. It is only read, beside a server or in its place. */
export class MoveSource implements Disposable {
  readonly folder: string;
  readonly events: EventSource;
  readonly blobs: BlobSource;
  readonly #database: DatabaseSync;
  #lock: StoreLock | undefined;

  /** Throws a `StoreOpenError`. */
  static open(folder: string): MoveSource {
    const files = storeFiles(folder);
    if (!existsSync(files.database)) throw new StoreOpenError('missing', `There is no store in ${folder}.`);
    let database: DatabaseSync | undefined;
    try {
      database = connectReader(files);
      checkVersion(database, folder);
      return new MoveSource(database, folder);
    } catch (error) {
      database?.close();
      throw openError(error, folder);
    }
  }

  private constructor(database: DatabaseSync, folder: string) {
    this.#database = database;
    this.folder = folder;
    this.events = new EventSource(database, folder);
    this.blobs = new BlobSource(database);
  }

  /** The lives that the store had, the first one first. */
  get epochs(): Epoch[] {
    return readEpochs(this.#database);
  }

  /** Whether nobody writes any more, from now on until this is disposed of: no server has the store open. */
  stopWriting(): boolean {
    try {
      this.#lock ??= new StoreLock(storeFiles(this.folder));
      return true;
    } catch (error) {
      const code = resultCode(error);
      if (code !== undefined && primaryCode(code) === SQLITE.BUSY) return false;
      throw openError(error, this.folder);
    }
  }

  /** Everything that is read of tables inside is read of one moment. */
  async moment<Result>(read: () => Promise<Result>): Promise<Result> {
    this.#database.exec('BEGIN');
    try {
      return await read();
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  *pagesOf(table: Table): Iterable<readonly Row[]> {
    const order = keyOf(table).map(({ name }) => name);
    const rows = new Query<Row, []>(this.#database, `${table.source} ORDER BY ${order}`).iterate();
    let page: Row[] = [];
    for (const row of rows) {
      page.push(row);
      if (page.length < ROWS_PER_PAGE) continue;
      yield page;
      page = [];
    }
    yield page;
  }

  count(table: Table): number {
    const sql = `SELECT count(*) AS count FROM (${table.source})`;
    return new Query<{ count: number }, []>(this.#database, sql).get()?.count ?? 0;
  }

  [Symbol.dispose](): void {
    this.#database.close();
    this.#lock?.[Symbol.dispose]();
  }
}

function checkVersion(database: DatabaseSync, folder: string): void {
  const version = checkedVersion(database, folder);
  if (version === SCHEMA_VERSION && readEpochs(database).length > 0) return;
  const sentence = `The store in ${folder} was written by an older Teahouse; let this one serve from it once, then move it.`;
  throw new StoreOpenError('older', sentence);
}
