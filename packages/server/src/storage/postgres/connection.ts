import pg, { type PoolClient } from 'pg';
import { StoreFailure } from '../log.ts';
import { isOfConnection } from './failures.ts';

/** How long things may take. Whoever asked for what takes longer is refused. */
export interface TimeLimits {
  /** Getting a connection: a new one, or one that is lent to somebody else. */
  readonly connectMs: number;
  /** A statement. The server ends it. */
  readonly statementMs: number;
  /** Waiting for a lock: another node holds it. More than the second after which the server looks for a deadlock. */
  readonly lockMs: number;
  /** A statement whose answer does not come is given up: the network swallows what is sent. */
  readonly answerMs: number;
  /** A transaction that stands still, with its node. The server ends it, so that nobody waits for its locks. */
  readonly idleInTransactionMs: number;
}

export const TIME_LIMITS: TimeLimits = {
  connectMs: 5_000,
  statementMs: 10_000,
  lockMs: 3_000,
  answerMs: 12_000,
  idleInTransactionMs: 5_000,
};

/** Whoever comes when so many wait for a connection is refused. */
export const WAITING_MAX = 10_000;

/** Numbers here stay far below 2^53: a bigint of the database is a number. */
const INT8 = 20;

/** What can be asked through one connection. */
export interface Connection {
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** As `rows`, for what is asked often: the database keeps the plan of the statement. */
  often<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]>;
  /** Returns how many rows it changed. */
  run(sql: string, values?: readonly unknown[]): Promise<number>;
  /** The server says that it committed: to a transaction in which something failed it says that it rolled back. */
  commit(): Promise<void>;
}

interface PoolParts {
  readonly url: string;
  /** Connections at most. Whoever comes when all are busy waits. */
  readonly connectionsMax: number;
  readonly limits?: TimeLimits | undefined;
  /** Runs first on each new connection. If it rejects, the connection is not used. */
  readonly prepare?: (connection: Connection) => Promise<void>;
}

/** Connections to a database: made when they are needed, and made anew when they break. */
export class Pool {
  readonly #pool: pg.Pool;
  readonly #prepare: NonNullable<PoolParts['prepare']>;
  readonly #prepared = new WeakSet<PoolClient>();
  /** Pieces of work that have a connection, or wait for one. */
  readonly #lent = new Set<Promise<unknown>>();
  #isClosing = false;

  constructor({ url, connectionsMax, limits = TIME_LIMITS, prepare = async () => undefined }: PoolParts) {
    this.#prepare = prepare;
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connectionsMax,
      application_name: 'teahouse',
      connectionTimeoutMillis: limits.connectMs,
      statement_timeout: limits.statementMs,
      lock_timeout: limits.lockMs,
      query_timeout: limits.answerMs,
      idle_in_transaction_session_timeout: limits.idleInTransactionMs,
      keepAlive: true,
      types: {
        getTypeParser: (type, format) => (type === INT8 ? Number : pg.types.getTypeParser(type, format)),
      },
    });
    // A connection that broke while nobody used it is gone from the pool already: the next one is new.
    this.#pool.on('error', () => undefined);
    // One that breaks while it is lent, between two statements, is found broken by the next statement.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Lends a connection for one piece of work. If that fails, a transaction it began is rolled back. */
  async lend<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    if (this.#isClosing) throw refused('it is closed');
    if (this.#pool.waitingCount >= WAITING_MAX) throw refused('all connections are busy');
    const lent = this.#lend(work);
    this.#lent.add(lent);
    try {
      return await lent;
    } finally {
      this.#lent.delete(lent);
    }
  }

  /** Everything that is read inside is read of one moment. */
  snapshot<Result>(read: (connection: Connection) => Promise<Result>): Promise<Result> {
    return this.lend(async (connection) => {
      await connection.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const result = await read(connection);
      await connection.commit();
      return result;
    });
  }

  /** Resolves when all is done that was begun. What is asked for from now on is refused. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await Promise.allSettled(this.#lent);
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #lend<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    const connection = connectionOf(client);
    try {
      if (!this.#prepared.has(client)) await this.#prepare(connection);
      this.#prepared.add(client);
      const result = await work(connection);
      client.release();
      return result;
    } catch (error) {
      await rollBack(client, error);
      throw error;
    }
  }
}

export function refused(cause: string): StoreFailure {
  return new StoreFailure('storage_unavailable', { fatal: false, cause });
}

/** Its locks are let go before anybody hears of it. A connection that cannot even do that is thrown away. */
async function rollBack(client: PoolClient, error: unknown): Promise<void> {
  // Nothing is asked of one that does not answer: that would take as long once more.
  if (isOfConnection(error)) return client.release(true);
  await client.query('ROLLBACK').then(
    () => client.release(),
    () => client.release(true),
  );
}

/** Under one name there is one statement, whatever the connection. */
function planName(sql: string): string {
  const known = PLAN_NAMES.get(sql);
  if (known !== undefined) return known;
  const name = `teahouse_${PLAN_NAMES.size + 1}`;
  PLAN_NAMES.set(sql, name);
  return name;
}

/** Statements are written in the program, so there are few. */
const PLAN_NAMES = new Map<string, string>();

function connectionOf(client: PoolClient): Connection {
  return {
    rows: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
    often: async <Row extends object>(sql: string, values: readonly unknown[]) =>
      (await client.query<Row>({ name: planName(sql), text: sql, values: [...values] })).rows,
    run: async (sql, values) =>
      (await (values ? client.query(sql, [...values]) : client.query(sql))).rowCount ?? 0,
    commit: async () => {
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw refused(`COMMIT was answered by ${command}`);
    },
  };
}
