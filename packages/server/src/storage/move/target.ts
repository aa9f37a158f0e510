import type { Epoch } from '@teahouse/protocol/ids';
import { StoreFailure } from '../log.ts';
import { MoveError } from '../move-error.ts';
import { StoreOpenError } from '../open-error.ts';
import { type Connection, Pool, type TimeLimits } from '../postgres/connection.ts';
import { isLockedElsewhere, storeFailure } from '../postgres/failures.ts';
import { carryLives, mark, unmark } from '../postgres/move-mark.ts';
import { beginOpening, checkDurability, detailOf, openingError } from '../postgres/opening.ts';
import { migrate } from '../postgres/schema.ts';
import { BlobTarget } from './blob-target.ts';
import { EventTarget } from './event-target.ts';
import { TableTarget } from './table-target.ts';

/** The lock that is held while a store is moved: "Move". Whoever comes second waits as long as for any lock. */
export const MOVING_LOCK = 0x4d_6f_76_65;

/** Long enough for a batch on a slow database. Nobody else waits for what is locked meanwhile. */
export const MOVE_LIMITS: TimeLimits = {
  connectMs: 5_000,
  statementMs: 600_000,
  lockMs: 10_000,
  answerMs: 610_000,
  idleInTransactionMs: 60_000,
};

/** The database that a store is moved into, through one connection, which whoever moves has as long as it takes. */
export class MoveTarget {
  readonly events: EventTarget;
  readonly tables: TableTarget;
  readonly blobs: BlobTarget;
  readonly #connection: Connection;

  /**
   * Marks a database as being filled with a store that had these lives, and does the work. Nodes do not serve from
   * it until `finish`. Rejects with a `StoreOpenError`, a `MoveError`, or a `StoreFailure` on the way.
   */
  static async fill<Result>(
    { url, epochs, limits = MOVE_LIMITS }: { url: string; epochs: readonly Epoch[]; limits?: TimeLimits },
    work: (target: MoveTarget) => Promise<Result>,
  ): Promise<Result> {
    const pool = new Pool({ url, connectionsMax: 1, limits });
    let isOpen = false;
    try {
      return await pool.lend(async (connection) => {
        await open(connection, epochs);
        isOpen = true;
        return await work(new MoveTarget(connection));
      });
    } catch (error) {
      if (error instanceof MoveError || error instanceof StoreOpenError) throw error;
      throw isOpen ? (lost(error) ?? error) : openingError(error);
    } finally {
      await pool.close();
    }
  }

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.events = new EventTarget(connection);
    this.tables = new TableTarget(connection);
    this.blobs = new BlobTarget(connection);
  }

  carryLives(epochs: readonly Epoch[]): Promise<void> {
    return carryLives(this.#connection, epochs);
  }

  async epochs(): Promise<Epoch[]> {
    const rows = await this.#connection.rows<{ epoch: Epoch }>('SELECT epoch FROM lives ORDER BY era');
    return rows.map(({ epoch }) => epoch);
  }

  /** Nodes may open it from now on. */
  async finish(): Promise<void> {
    await this.#connection.run('ANALYZE');
    await beginOpening(this.#connection);
    // The next stream is numbered after those that came along.
    await this.#connection.run(
      `SELECT setval(pg_get_serial_sequence('streams', 'no'), max(no)) FROM streams HAVING max(no) IS NOT NULL`,
    );
    await unmark(this.#connection);
    await this.#connection.commit();
  }
}

async function open(connection: Connection, epochs: readonly Epoch[]): Promise<void> {
  await lockForMoving(connection);
  await beginOpening(connection);
  await checkDurability(connection);
  await migrate(connection);
  await mark(connection, epochs);
  await connection.commit();
}

/** Held as long as the connection lasts. */
async function lockForMoving(connection: Connection): Promise<void> {
  try {
    await connection.run(`SELECT pg_advisory_lock(${MOVING_LOCK})`);
  } catch (error) {
    if (!isLockedElsewhere(error)) throw error;
    throw new MoveError('busy', 'The database is being filled by another "teahouse migrate".');
  }
}

/** What ended the work, for whoever started it; undefined if the database is not at fault. */
function lost(error: unknown): StoreFailure | undefined {
  const failure = storeFailure(error);
  return failure && new StoreFailure(failure.code, { fatal: false, cause: detailOf(failure.cause) });
}
