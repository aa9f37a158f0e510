import { StoreFailure } from '../log.ts';
import { primaryCode, resultCode, SQLITE } from './result-codes.ts';

/** What an error of SQLite means to whoever asked, or undefined if the store is not at fault: our bug. */
export function storeFailure(error: unknown): StoreFailure | undefined {
  if (error instanceof StoreFailure) return error;
  const code = resultCode(error);
  if (code === undefined) return undefined;
  if (code === SQLITE.IOERR_SHMSIZE) return new StoreFailure('storage_full', { fatal: false, cause: error });
  switch (primaryCode(code)) {
    case SQLITE.FULL:
      return new StoreFailure('storage_full', { fatal: false, cause: error });
    case SQLITE.BUSY:
    case SQLITE.LOCKED:
    case SQLITE.NOMEM:
      return new StoreFailure('storage_unavailable', { fatal: false, cause: error });
    // After these nobody can say what is on disk, or the files are not ours any more (R22).
    case SQLITE.IOERR:
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
    case SQLITE.CANTOPEN:
    case SQLITE.READONLY:
    case SQLITE.PERM:
      return new StoreFailure('internal', { fatal: true, cause: error });
    default:
      return undefined;
  }
}
