import type { DatabaseSync, SQLInputValue, StatementSync } from './database.ts';

/** A prepared statement with the shape of its rows, which the SQL beside it determines. */
export class Query<Row, Parameters extends readonly SQLInputValue[]> {
  readonly #statement: StatementSync;

  constructor(database: DatabaseSync, sql: string) {
    this.#statement = database.prepare(sql);
  }

  get(...parameters: Parameters): Row | undefined {
    return this.#statement.get(...parameters) as Row | undefined;
  }

  all(...parameters: Parameters): Row[] {
    return this.#statement.all(...parameters) as Row[];
  }

  iterate(...parameters: Parameters): Iterable<Row> {
    return this.#statement.iterate(...parameters) as Iterable<unknown> as Iterable<Row>;
  }

  /** How many rows it changed. */
  run(...parameters: Parameters): number {
    return Number(this.#statement.run(...parameters).changes);
  }
}
