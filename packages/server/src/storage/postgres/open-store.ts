import type { Archive } from '../archive.ts';
import { type Log, StoreFailure } from '../log.ts';
import { type Connection, Pool, TIME_LIMITS, type TimeLimits } from './connection.ts';
import { enterLife, goesOn } from './lives.ts';
import { checkWhole } from './move-mark.ts';
import { beginOpening, checkDurability, openingError, openingLimits } from './opening.ts';
import { PostgresArchive } from './postgres-archive.ts';
import { PostgresLog } from './postgres-log.ts';
import { migrate } from './schema.ts';

/** Connections that read. Whoever asks when all are busy waits for one. */
const READERS_MAX = 8;

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
      await beginOpening(connection);
      await checkDurability(connection);
      await migrate(connection);
      await checkWhole(connection);
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
  const pool = (connectionsMax: number) => new Pool({ url, connectionsMax, limits, prepare });
  const archive = new PostgresArchive({ readers: pool(READERS_MAX), watch: pool(1) }, lives);
  const log = new PostgresLog(pool(1), lives);
  return {
    log,
    archive,
    secret,
    async close() {
      await Promise.all([archive.close(), log.close()]);
    },
  };
}

async function opened<Result>(
  pool: Pool,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  try {
    return await pool.lend(work);
  } catch (error) {
    throw openingError(error);
  } finally {
    await pool.close();
  }
}
