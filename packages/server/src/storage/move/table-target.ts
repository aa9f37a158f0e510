import assert from 'node:assert/strict';
import type { Connection } from '../postgres/connection.ts';
import { followed } from './pages-ahead.ts';
import { ROWS_PER_PAGE } from './source.ts';
import { type Column, keyOf, type Row, type Table } from './tables.ts';

/** Tables in a database that is being filled. */
export class TableTarget {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  pages(table: Table): AsyncIterable<readonly Row[]> {
    const key = keyOf(table);
    const read = table.columns.map(({ name, type, kept }) => (kept ? `${name}::${type} AS ${name}` : name));
    const order = namesOf(key);
    const place = key.map((_, index) => `$${index + 1}`);
    return followed<Row>((last) => {
      const after = last ? `WHERE (${order}) > (${place})` : '';
      const sql = `SELECT ${read} FROM ${table.name} ${after} ORDER BY ${order} LIMIT ${ROWS_PER_PAGE}`;
      return this.#connection.rows<Row>(sql, last ? key.map(({ name }) => last[name]) : []);
    });
  }

  /** Writes rows, over what is there under their keys. */
  async put(table: Table, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const { name, columns } = table;
    const others = columns.filter((column) => !keyOf(table).includes(column));
    const does = others.map(({ name: column }) => `${column} = excluded.${column}`);
    const written = await this.#connection.run(
      `INSERT INTO ${name} (${namesOf(columns)}) OVERRIDING SYSTEM VALUE
       SELECT ${columns.map((column) => (column.kept ? `${column.name}::${column.kept}` : column.name))}
       FROM unnest(${parametersOf(columns)}) AS given (${namesOf(columns)})
       ON CONFLICT (${namesOf(keyOf(table))}) DO ${does.length > 0 ? `UPDATE SET ${does}` : 'NOTHING'}`,
      valuesOf(columns, rows),
    );
    assert.equal(written, rows.length, `each row is written: ${name}`);
  }

  /** What belongs to them goes with them. */
  async remove(table: Table, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const key = keyOf(table);
    await this.#connection.run(
      `DELETE FROM ${table.name} USING unnest(${parametersOf(key)}) AS given (${namesOf(key)})
       WHERE ${key.map(({ name }) => `${table.name}.${name} = given.${name}`).join(' AND ')}`,
      valuesOf(key, rows),
    );
  }
}

function namesOf(columns: readonly Column[]): string {
  return columns.map(({ name }) => name).join(', ');
}

/** One array for each column. */
function parametersOf(columns: readonly Column[]): string {
  return columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
}

function valuesOf(columns: readonly Column[], rows: readonly Row[]): unknown[][] {
  return columns.map(({ name, type }) =>
    rows.map((row) => (type === 'bytea' ? Buffer.from(row[name] as Uint8Array) : row[name])),
  );
}
