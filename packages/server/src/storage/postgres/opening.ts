import { StoreOpenError } from '../open-error.ts';
import { type Connection, TIME_LIMITS, type TimeLimits } from './connection.ts';

/** The lock that is held while somebody opens the store: "Teah". Ten nodes that start at once go in one by one. */
export const OPENING_LOCK = 0x54_65_61_68;
/** How long a step of opening may take: making tables, and waiting for another node that does. */
const OPENING_MS_MAX = 60_000;

/** Begins a transaction in which nobody else opens the store. */
export async function beginOpening(connection: Connection): Promise<void> {
  await connection.run('BEGIN');
  await connection.run(`SELECT pg_advisory_xact_lock(${OPENING_LOCK})`);
}

export function openingLimits(limits: TimeLimits = TIME_LIMITS): TimeLimits {
  return { ...limits, lockMs: OPENING_MS_MAX, statementMs: OPENING_MS_MAX, answerMs: OPENING_MS_MAX };
}

/** Says in one sentence why a database cannot be opened. */
export function openingError(error: unknown): StoreOpenError {
  if (error instanceof StoreOpenError) return error;
  return new StoreOpenError('failing', `The database cannot be used (${detailOf(error)}).`, { cause: error });
}

/** Of a machine that is tried at several addresses there are several errors, which have one code. */
export function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ((error as NodeJS.ErrnoException).code ?? error.name);
}

interface Settings {
  readonly fsync: string;
  readonly commit: string;
  readonly encoding: string;
  readonly standby: boolean;
}

/** LOG-1 is as good as the settings of the database. */
export async function checkDurability(connection: Connection): Promise<void> {
  const [settings] = await connection.rows<Settings>(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
       current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS standby`,
  );
  if (settings?.standby) {
    throw new StoreOpenError('not_writable', 'The database is a standby: it cannot be written to.');
  }
  if (settings?.fsync !== 'on' || settings.commit === 'off') {
    const sentence =
      'The database answers before it has written: turn its settings fsync and synchronous_commit on.';
    throw new StoreOpenError('failing', sentence);
  }
  if (settings.encoding !== 'UTF8') {
    const sentence = `The encoding of the database is ${settings.encoding}; it must be UTF8.`;
    throw new StoreOpenError('foreign', sentence);
  }
}
