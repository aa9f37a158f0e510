import type { CommandId, StreamId } from '@teahouse/protocol/ids';
import type { Connection } from './connection.ts';
import { isLockedElsewhere, OutOfOrder } from './failures.ts';

/** A stream as it is in the running transaction. */
export interface Stream {
  readonly no: number;
  head: number;
  n: number;
  id: CommandId | '';
}

type Row = { readonly name: StreamId } & Stream;

const COLUMNS = 'id AS name, no, head, n, last AS id';

/**
 * The streams of one transaction, locked from when they are first looked at until it ends, so that between nodes
 * too, one transaction after another appends to a stream (LOG-2), and who may do so cannot change meanwhile
 * (LOG-5). A stream that does not exist cannot be locked: of two who make it, one fails at its unique id.
 */
export class Streams {
  readonly #connection: Connection;
  readonly #known = new Map<StreamId, Stream | undefined>();
  readonly #wanted = new Set<StreamId>();
  /** Of streams that are not locked. */
  readonly #numbers = new Map<StreamId, number>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** All that were to be locked, also those that could not be. */
  get names(): ReadonlySet<StreamId> {
    return this.#wanted;
  }

  /**
   * Locks streams, in the order that everybody locks them in. What was locked before stays locked; who holds locks
   * already does not wait for more, since the others may wait for theirs.
   */
  async lock(names: Iterable<StreamId>): Promise<void> {
    const unknown = [...new Set(names)].filter((name) => !this.#known.has(name));
    if (unknown.length === 0) return;
    for (const name of unknown) this.#wanted.add(name);
    const isLater = this.#known.size > 0;
    const rows = await this.#lockRows(unknown, { isLater });
    for (const name of unknown) this.#known.set(name, undefined);
    for (const { name, ...stream } of rows) this.#known.set(name, stream);
  }

  async #lockRows(names: readonly StreamId[], { isLater }: { isLater: boolean }): Promise<Row[]> {
    const sql = `SELECT ${COLUMNS} FROM streams WHERE id = ANY($1) ORDER BY no FOR NO KEY UPDATE`;
    try {
      return await this.#connection.rows<Row>(isLater ? `${sql} NOWAIT` : sql, [names]);
    } catch (error) {
      throw isLater && isLockedElsewhere(error) ? new OutOfOrder('a lock is taken', { cause: error }) : error;
    }
  }

  /** A stream that was locked, or undefined if there is none. */
  find(name: StreamId): Stream | undefined {
    return this.#known.get(name);
  }

  /** Its number. It must have been locked or looked up, and be there. */
  no(name: StreamId): number {
    const no = this.#known.get(name)?.no ?? this.#numbers.get(name);
    if (no === undefined) throw new Error(`there is no stream ${name}`);
    return no;
  }

  /** Finds numbers, which never change: nothing is locked. */
  async lookUp(names: Iterable<StreamId>): Promise<void> {
    const unknown = [...new Set(names)].filter((name) => !this.#known.get(name));
    if (unknown.length === 0) return;
    const sql = 'SELECT id AS name, no FROM streams WHERE id = ANY($1)';
    const rows = await this.#connection.rows<Pick<Row, 'name' | 'no'>>(sql, [unknown]);
    for (const { name, no } of rows) this.#numbers.set(name, no);
  }

  /** Locks streams, and makes those that are not there, in this order. */
  async lockOrMake(names: Iterable<StreamId>): Promise<void> {
    const all = [...new Set(names)];
    await this.lock(all);
    const absent = all.filter((name) => this.#known.get(name) === undefined);
    if (absent.length === 0) return;
    const rows = await this.#connection.rows<Row>(
      `INSERT INTO streams (id)
       SELECT id FROM unnest($1::text[]) WITH ORDINALITY AS made (id, place) ORDER BY place
       RETURNING ${COLUMNS}`,
      [absent],
    );
    for (const { name, ...stream } of rows) this.#known.set(name, stream);
  }
}
