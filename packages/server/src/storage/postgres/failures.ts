import pg from 'pg';
import { StoreFailure } from '../log.ts';

/**
 * A transaction came to need a lock that another has, and might wait for one of ours. It starts again and locks
 * all it needs in the order that everybody does, rather than wait for the server to find a deadlock.
 */
export class OutOfOrder extends Error {}

/** Codes of PostgreSQL, appendix A of its manual. */
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const UNIQUE_VIOLATION = '23505';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Whether the same work may do better when it is done again: two nodes stood in each other's way, or did the same
 * command at once (R5). Then the second time finds what the other has done.
 */
export function isWorthRepeating(error: unknown): boolean {
  if (error instanceof OutOfOrder) return true;
  const code = codeOf(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED || code === UNIQUE_VIOLATION;
}

/** Another transaction has the lock that was asked for. */
export function isLockedElsewhere(error: unknown): boolean {
  return codeOf(error) === LOCK_NOT_AVAILABLE;
}

/**
 * What an error means to whoever asked, or undefined if the store is not at fault: our bug. A commit whose answer
 * did not come may have happened or not; the author is told to try again, and a repeat finds what was done (R4).
 */
export function storeFailure(error: unknown): StoreFailure | undefined {
  if (error instanceof StoreFailure) return error;
  const code = codeOf(error);
  if (code === undefined) {
    return isOfConnection(error) ? unavailable(error) : undefined;
  }
  // 53100: its disk is full.
  if (code === '53100') return new StoreFailure('storage_full', { fatal: false, cause: error });
  return BUGS.test(code) ? undefined : unavailable(error);
}

/** Classes of errors that say that we asked for something wrong: cardinality, data, constraints, syntax and access. */
const BUGS = /^(21|22|23|42)/;

function unavailable(cause: unknown): StoreFailure {
  return new StoreFailure('storage_unavailable', { fatal: false, cause });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Whether the connection is at fault. Node's errors of sockets have a code; those of `pg` itself have only words. */
export function isOfConnection(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof pg.DatabaseError) return false;
  const { code } = error as NodeJS.ErrnoException;
  return (
    (code !== undefined && /^E[A-Z_]+$/.test(code) && !code.startsWith('ERR_')) || PG_SAYS.test(error.message)
  );
}

const PG_SAYS =
  /^(Connection terminated|timeout expired|Query read timeout|timeout exceeded|Client has encountered a connection error|Cannot use a pool after)/i;
