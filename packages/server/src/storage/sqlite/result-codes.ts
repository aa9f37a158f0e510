/** SQLite's result codes that mean something to us (https://sqlite.org/rescode.html). */
export const SQLITE = {
  PERM: 3,
  BUSY: 5,
  LOCKED: 6,
  NOMEM: 7,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOTADB: 26,
  /** The index of the log could not grow. The disk is full; nothing was written (extended code). */
  IOERR_SHMSIZE: 4874,
} as const;

/** The extended result code of an error that `node:sqlite` threw, or undefined for any other error. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode : undefined;
}

export function primaryCode(extendedCode: number): number {
  return extendedCode & 0xff;
}
