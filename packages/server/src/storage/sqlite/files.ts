import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where the parts of a store are in its folder. SQLite adds `-wal` and `-shm` beside the database. */
export interface StoreFiles {
  readonly folder: string;
  readonly database: string;
  readonly lock: string;
}

export function storeFiles(folder: string): StoreFiles {
  return { folder, database: join(folder, 'teahouse.db'), lock: join(folder, 'lock') };
}

/**
 * Makes the folder for its owner alone, and sees to it that a power cut does not take it away again
 * (LOG-1): everyone's messages lie in it.
 */
export function makeFolder(folder: string): void {
  const firstMade = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (firstMade === undefined) return;
  for (let made = resolve(folder); made !== dirname(resolve(firstMade)); made = dirname(made)) {
    syncFolder(dirname(made));
  }
}

/** Makes the database for its owner alone, if there is none; what SQLite puts beside it takes after it. */
export function makeDatabase({ database }: StoreFiles): void {
  if (!existsSync(database)) closeSync(openSync(database, 'a', 0o600));
}

/** Sees to it that the names of the files in a folder are on disk: SQLite does so too, but would not tell of a failure. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
