import { type OpenErrorReason, StoreOpenError } from '../open-error.ts';
import { primaryCode, resultCode, SQLITE } from './result-codes.ts';

/** Says in one sentence why a folder cannot be opened as a store; any other error comes back as it is. */
export function openError(error: unknown, folder: string): unknown {
  if (error instanceof StoreOpenError) return error;
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreOpenError(reason, SENTENCES[reason](folder, detail), { cause: error });
}

type FoundReason = Exclude<OpenErrorReason, 'missing' | 'newer' | 'older' | 'foreign' | 'unfinished'>;

const SENTENCES: { readonly [Reason in FoundReason]: (folder: string, detail: string) => string } = {
  locked: (folder) => `The data folder ${folder} is in use by another server.`,
  not_writable: (folder, detail) => `The data folder ${folder} cannot be written to (${detail}).`,
  full: (folder) => `The disk of the data folder ${folder} is full.`,
  corrupt: (folder, detail) =>
    `The store in ${folder} is damaged (${detail}); restore a backup, or examine it with "doctor".`,
  failing: (folder, detail) => `The disk of the data folder ${folder} fails (${detail}).`,
};

const BY_SYSTEM_CODE: ReadonlyMap<unknown, FoundReason> = new Map([
  ['EACCES', 'not_writable'],
  ['EPERM', 'not_writable'],
  ['EROFS', 'not_writable'],
  ['ENOTDIR', 'not_writable'],
  ['EEXIST', 'not_writable'],
  ['ENOENT', 'not_writable'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EIO', 'failing'],
]);

const BY_RESULT_CODE: ReadonlyMap<number, FoundReason> = new Map([
  [SQLITE.BUSY, 'locked'],
  [SQLITE.PERM, 'not_writable'],
  [SQLITE.READONLY, 'not_writable'],
  [SQLITE.CANTOPEN, 'not_writable'],
  [SQLITE.FULL, 'full'],
  [SQLITE.CORRUPT, 'corrupt'],
  [SQLITE.NOTADB, 'corrupt'],
  [SQLITE.IOERR, 'failing'],
]);

function reasonOf(error: unknown): FoundReason | undefined {
  const code = resultCode(error);
  if (code === SQLITE.IOERR_SHMSIZE) return 'full';
  if (code !== undefined) return BY_RESULT_CODE.get(primaryCode(code));
  return error instanceof Error && 'code' in error ? BY_SYSTEM_CODE.get(error.code) : undefined;
}
