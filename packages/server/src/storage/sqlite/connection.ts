import { DatabaseSync } from './database.ts';
import type { StoreFiles } from './files.ts';
import { checkedVersion, migrate } from './schema.ts';

/** Memory for pages, for each connection. Beyond it pages are read again, mostly from the system's cache. */
const CACHE_KIBIBYTES = 65_536;
/** How long to wait for a lock that only a person with a tool of their own can hold. Then: `storage_unavailable`. */
const BUSY_TIMEOUT_MS = 2_000;
/** What stays of the write-ahead log when it starts anew. */
const LOG_BYTES_KEPT = 67_108_864;

/** The connection that writes, to a store of this version. There is one, in the process that holds the lock. */
export function connectWriter(files: StoreFiles): DatabaseSync {
  const database = new DatabaseSync(files.database, { timeout: BUSY_TIMEOUT_MS });
  try {
    // Looked at before anything is changed: what is not ours stays as it is.
    checkedVersion(database, files.folder);
    // Said before anything is written, so that not even a table is made without it (LOG-1).
    database.exec(`
      PRAGMA synchronous = FULL;
      PRAGMA journal_mode = WAL;
      PRAGMA journal_size_limit = ${LOG_BYTES_KEPT};
      PRAGMA wal_autocheckpoint = 0;
      PRAGMA foreign_keys = ON;
      PRAGMA cache_size = -${CACHE_KIBIBYTES};
    `);
    migrate(database, files.folder);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A connection that can only read, beside the one that writes or without it. */
export function connectReader(files: StoreFiles): DatabaseSync {
  const database = new DatabaseSync(files.database, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(`PRAGMA query_only = ON; PRAGMA cache_size = -${CACHE_KIBIBYTES};`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
