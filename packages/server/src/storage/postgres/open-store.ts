import type { Archive } from '../archive.ts';
import { type Log, StoreFailure } from '../log.ts';
import { StoreOpenError } from '../open-error.ts';
import { type Connection, Pool, TIME_LIMITS, type TimeLimits } from './connection.ts';
import { enterLife, goesOn } from './lives.ts';
import { PostgresArchive } from './postgres-archive.ts';
import { PostgresLog } from './postgres-log.ts';
import { migrate } from './schema.ts';

/** Connections that read. Whoever asks when all are busy waits for one. */
const READERS_MAX = 8;
/** The lock that is held while a node opens the store: "Teah". Ten nodes that start at once go in one by one. */
export const OPENING_LOCK = 0x54_65_61_68;
/** How long a step of opening may take: making tables, and waiting for another node that does. */
const OPENING_MS_MAX = 60_000;

interface Parts {
  /** Of the database: postgres://… */
  readonly url: string;
  /** Names a life: 64 bits of chance in letters and digits. */
  readonly randomName: () => string;
  /** Begins another life in any case: see `enterLife`. */
  readonly isTakenBack?: boolean;
  /** Another database stands at the address now, or it was taken back: another history. Called at most once. */
  readonly onFatal: (failure: StoreFailure) => void;
  /** For tests: how long things may take. */
  readonly limits?: TimeLimits;
}

interface OpenedStore {
  readonly log: Log;
  readonly archive: Archive;
  /** Known to the nodes that share this store, and to nobody else. */
  readonly secret: Uint8Array;
  close(): Promise<void>;
}

/** Opens a store in a database, making its tables if there are none. Rejects with a `StoreOpenError`. */
export async function openPostgresStore({
  url,
  onFatal,
  limits = TIME_LIMITS,
  ...beginning
}: Parts): Promise<OpenedStore> {
  const { lives, identity, secret } = await opened(
    new Pool({ url, connectionsMax: 1, limits: openingLimits(limits) }),
    async (connection) => {
      await connection.run('BEGIN');
      await connection.run(`SELECT pg_advisory_xact_lock(${OPENING_LOCK})`);
      await checkDurability(connection);
      await migrate(connection);
      const entered = await enterLife(connection, beginning);
      const [house] = await connection.rows<{ secret: Uint8Array }>('SELECT secret FROM house');
      await connection.commit();
      return { ...entered, secret: new Uint8Array(house?.secret ?? []) };
    },
  );
  let isTold = false;
  /** A connection may lead to another machine than the last one did. */
  const prepare = async (connection: Connection) => {
    if (await goesOn(connection, { lives, identity })) return;
    const failure = new StoreFailure('storage_unavailable', { fatal: true, cause: 'another database' });
    if (!isTold) onFatal(failure);
    isTold = true;
    throw failure;
  };
  const archive = new PostgresArchive(new Pool({ url, connectionsMax: READERS_MAX, limits, prepare }), lives);
  const log = new PostgresLog(new Pool({ url, connectionsMax: 1, limits, prepare }), lives);
  return {
    log,
    archive,
    secret,
    async close() {
      await Promise.all([archive.close(), log.close()]);
    },
  };
}

function openingLimits(limits: TimeLimits): TimeLimits {
  return { ...limits, lockMs: OPENING_MS_MAX, statementMs: OPENING_MS_MAX, answerMs: OPENING_MS_MAX };
}

async function opened<Result>(
  pool: Pool,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  try {
    return await pool.lend(work);
  } catch (error) {
    if (error instanceof StoreOpenError) throw error;
    throw new StoreOpenError('failing', `The database cannot be used (${detailOf(error)}).`, {
      cause: error,
    });
  } finally {
    await pool.close();
  }
}

/** Of a machine that is tried at several addresses there are several errors, which have one code. */
function detailOf(error: unknown): string {
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
async function checkDurability(connection: Connection): Promise<void> {
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
