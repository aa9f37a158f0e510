import type { Epoch } from '@teahouse/protocol/ids';
import { Lives, nextEpoch } from '../epochs.ts';
import type { Connection } from './connection.ts';

interface Life {
  readonly epoch: Epoch;
  readonly database: string;
}

/**
 * Which database this is, and since when it goes its own way: the cluster, the line of time it is on (another one
 * after each promotion of a standby and each recovery from a backup), and the database and table in it (others
 * after a dump was loaded). A copy of its files that is started as it is looks the same: see
 * docs/decisions/0011-postgresql.md.
 */
const IDENTITY = `
  SELECT concat_ws('/',
    (SELECT system_identifier FROM pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    to_regclass('events')::oid) AS identity`;

async function identityOf(connection: Connection): Promise<string> {
  const [row] = await connection.rows<{ identity: string }>(IDENTITY);
  return row?.identity ?? '';
}

/** Whether a connection leads to the database whose life was entered, and that life goes on. */
export async function goesOn(connection: Connection, { lives, identity }: EnteredLife): Promise<boolean> {
  if ((await identityOf(connection)) !== identity) return false;
  const [last] = await connection.rows<{ era: number }>('SELECT max(era) AS era FROM lives');
  return last?.era === lives.era;
}

export interface EnteredLife {
  readonly lives: Lives;
  readonly identity: string;
}

interface Beginning {
  /** Names a life: 64 bits of chance in letters and digits. */
  readonly randomName: () => string;
  /** Begins another life in any case: whoever starts it knows that the database was taken back. */
  readonly isTakenBack?: boolean;
}

/**
 * The life that a database is in. All nodes that write to it are in the same: another one begins when it is new,
 * was restored, or another machine took its place, since then the end of a stream may be lost. To be called while
 * nobody else may.
 */
export async function enterLife(
  connection: Connection,
  { randomName, isTakenBack = false }: Beginning,
): Promise<EnteredLife> {
  const before = await connection.rows<Life>('SELECT epoch, database FROM lives ORDER BY era');
  const epochs = before.map(({ epoch }) => epoch);
  const identity = await identityOf(connection);
  if (before.at(-1)?.database === identity && !isTakenBack) return { lives: new Lives(epochs), identity };
  const epoch = nextEpoch(epochs, randomName);
  await connection.run('INSERT INTO lives (era, epoch, database) VALUES ($1, $2, $3)', [
    epochs.length + 1,
    epoch,
    identity,
  ]);
  return { lives: new Lives([...epochs, epoch]), identity };
}
