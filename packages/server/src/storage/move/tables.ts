export type Value = number | string | null | Uint8Array;
export type Row = Readonly<Record<string, Value>>;

export interface Column {
  readonly name: string;
  /** Its type in PostgreSQL, as it is read and written. */
  readonly type: 'bigint' | 'integer' | 'text' | 'bytea' | 'double precision';
  /** As which it lies there, if that is something else. */
  readonly kept?: 'boolean';
}

/** A table that both stores have. Streams have the same numbers in both, so rows are carried as they are. */
export interface Table {
  readonly name: string;
  /** All columns, those of the key first. */
  readonly columns: readonly Column[];
  readonly keyColumns: number;
  /** What it is read from in SQLite, as columns of the same names. */
  readonly source: string;
  /** Rows may also go from it. Of other tables each row is for ever. */
  readonly loses: boolean;
}

const NO: Column = { name: 'no', type: 'bigint' };
const PERSON: Column = { name: 'person', type: 'bigint' };
const ROOM: Column = { name: 'room', type: 'bigint' };
const text = (name: string): Column => ({ name, type: 'text' });
const integer = (name: string): Column => ({ name, type: 'integer' });

/** Those with few columns, in an order in which no row comes before one that it belongs to. */
export const TABLES: readonly Table[] = [
  {
    name: 'streams',
    columns: [NO, text('id')],
    keyColumns: 1,
    source: 'SELECT no, id FROM streams',
    loses: false,
  },
  {
    name: 'users',
    columns: [NO, text('name')],
    keyColumns: 1,
    source: 'SELECT no, name FROM users',
    loses: false,
  },
  {
    name: 'rooms',
    columns: [NO, text('name'), text('kind'), integer('members')],
    keyColumns: 1,
    source: 'SELECT no, name, kind, members FROM rooms',
    loses: false,
  },
  {
    name: 'members',
    columns: [
      PERSON,
      ROOM,
      ...['joined', 'read', 'read_n', 'mentions'].map(integer),
      { name: 'pinned', type: 'integer', kept: 'boolean' },
      text('notify'),
      { name: 'place', type: 'double precision' },
    ],
    keyColumns: 2,
    source: `SELECT user AS person, room, joined, read, read_n, mentions, pinned, notify, place FROM members`,
    loses: true,
  },
  {
    name: 'unread_mentions',
    columns: [PERSON, ROOM, integer('message')],
    keyColumns: 3,
    source: 'SELECT user AS person, room, message FROM unread_mentions',
    loses: true,
  },
  {
    name: 'tokens',
    columns: [{ name: 'hash', type: 'bytea' }, PERSON],
    keyColumns: 1,
    source: 'SELECT hash, user AS person FROM tokens',
    loses: false,
  },
];

export function keyOf({ columns, keyColumns }: Table): readonly Column[] {
  return columns.slice(0, keyColumns);
}

/** Numbers by size, bytes one by one, as both databases do. Keys are nothing else. */
export function orderByKey(table: Table): (one: Row, other: Row) => number {
  const key = keyOf(table);
  return (one, other) => {
    for (const { name } of key) {
      const [left, right] = [one[name], other[name]];
      const apart =
        left instanceof Uint8Array && right instanceof Uint8Array
          ? Buffer.compare(left, right)
          : Number(left) - Number(right);
      if (apart !== 0) return apart;
    }
    return 0;
  };
}

/** Those of two rows with the same key that differ. Bytes are in keys only. */
export function otherColumns({ columns }: Table, one: Row, other: Row): string[] {
  return columns
    .filter(({ name, type }) => type !== 'bytea' && one[name] !== other[name])
    .map(({ name }) => name);
}

/** A row as a person may find it. */
export function placeOfRow(table: Table, row: Row): string {
  const key = keyOf(table).map(({ name }) => {
    const value = row[name];
    return `${name} ${value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value}`;
  });
  return `${table.name}, ${key.join(', ')}`;
}
