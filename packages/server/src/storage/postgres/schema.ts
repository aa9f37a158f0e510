import { StoreOpenError } from '../open-error.ts';
import type { Connection } from './connection.ts';

/**
 * The steps from an empty database to today's, in order. A step that was released is never changed; what a later
 * version needs is a further step. The version of a store is how many steps it has taken.
 *
 * A stream's row holds where it ends, and is what a transaction locks before it appends to it (`streams.ts`).
 * `json` is an event as it is sent; `n`, `message` and `file` find messages without looking into it.
 * `secret` is what the nodes know and nobody else, 244 bits of chance: they seal with it what they tell each other.
 * The index of commands begins with the id: ids that grow with time then share a page, whoever sends them.
 * `move` has a row if a store was moved here from a folder, or is being moved (`move-mark.ts`).
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE lives (
    era integer PRIMARY KEY,
    epoch text NOT NULL UNIQUE,
    database text NOT NULL
  );

  CREATE TABLE streams (
    no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE,
    head integer NOT NULL DEFAULT 0,
    n integer NOT NULL DEFAULT 0,
    last text NOT NULL DEFAULT ''
  ) WITH (fillfactor = 50);

  CREATE TABLE events (
    stream bigint NOT NULL REFERENCES streams,
    seq integer NOT NULL,
    era integer NOT NULL,
    n integer NOT NULL,
    author bigint,
    id text NOT NULL,
    message boolean NOT NULL,
    file boolean NOT NULL,
    json text NOT NULL,
    PRIMARY KEY (stream, seq)
  );
  CREATE UNIQUE INDEX commands ON events (id, author) WHERE author IS NOT NULL;
  CREATE UNIQUE INDEX messages ON events (stream, n) WHERE message;
  CREATE INDEX files ON events (stream, seq) WHERE file;

  CREATE TABLE users (
    no bigint PRIMARY KEY REFERENCES streams,
    name text
  );

  CREATE TABLE rooms (
    no bigint PRIMARY KEY REFERENCES streams,
    name text NOT NULL,
    kind text NOT NULL,
    members integer NOT NULL
  );
  CREATE INDEX open_rooms ON rooms (no) WHERE kind = 'open';

  CREATE TABLE members (
    person bigint NOT NULL REFERENCES users,
    room bigint NOT NULL REFERENCES rooms,
    joined integer NOT NULL,
    read integer NOT NULL,
    read_n integer NOT NULL,
    mentions integer NOT NULL,
    pinned boolean NOT NULL,
    notify text NOT NULL,
    place double precision,
    PRIMARY KEY (person, room)
  ) WITH (fillfactor = 80);
  CREATE INDEX members_of_room ON members (room, person);

  CREATE TABLE unread_mentions (
    person bigint NOT NULL,
    room bigint NOT NULL,
    message integer NOT NULL,
    PRIMARY KEY (person, room, message),
    FOREIGN KEY (person, room) REFERENCES members ON DELETE CASCADE
  );

  CREATE TABLE tokens (
    hash bytea PRIMARY KEY,
    person bigint NOT NULL REFERENCES users
  );

  CREATE TABLE blobs (
    id text PRIMARY KEY,
    type text NOT NULL,
    bytes bytea NOT NULL
  );

  CREATE TABLE house (secret bytea NOT NULL);
  INSERT INTO house
    SELECT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');
  `,
  'CREATE TABLE move (finished boolean NOT NULL)',
];

const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings a database up to date, all or nothing. To be called while nobody else may. Refuses one
 * that is of a newer version, or that holds something else.
 */
export async function migrate(connection: Connection): Promise<void> {
  const version = await versionOf(connection);
  if (version > SCHEMA_VERSION) {
    const sentence = `The database was written by a newer Teahouse (its version is ${version}, this one knows ${SCHEMA_VERSION}); start that one, or restore a backup.`;
    throw new StoreOpenError('newer', sentence);
  }
  for (const step of MIGRATIONS.slice(version)) await connection.run(step);
  await connection.run('DELETE FROM teahouse_version');
  await connection.run('INSERT INTO teahouse_version VALUES ($1)', [SCHEMA_VERSION]);
}

async function versionOf(connection: Connection): Promise<number> {
  const tables = await connection.rows<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  );
  const isOurs = tables.some(({ name }) => name === 'teahouse_version');
  if (tables.length > 0 && !isOurs) {
    throw new StoreOpenError('foreign', 'The database holds tables that are not those of Teahouse.');
  }
  if (!isOurs) await connection.run('CREATE TABLE teahouse_version (version integer NOT NULL)');
  const [row] = await connection.rows<{ version: number }>('SELECT version FROM teahouse_version');
  return row?.version ?? 0;
}
