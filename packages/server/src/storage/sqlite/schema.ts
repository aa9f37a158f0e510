import { StoreOpenError } from '../open-error.ts';
import type { DatabaseSync } from './database.ts';

/** Marks a database as a store of Teahouse: "Teah". */
export const APPLICATION_ID = 0x54_65_61_68;

/**
 * The steps from an empty database to today's, in order. A step that was released is never changed;
 * what a later version needs is a further step. The version of a store is how many steps it has taken.
 *
 * An event's key is its stream's number and its seq: `no << 32 | seq`. So a stream lies together on disk, in order.
 * A message that came with a file has its key in `files` too.
 * The index of commands begins with the id: ids that grow with time then share a page, whoever sends them.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE lives (
    era INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE streams (
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    era INTEGER NOT NULL,
    n INTEGER NOT NULL,
    author INTEGER,
    id TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX commands ON events (id, author) WHERE author IS NOT NULL;

  CREATE TABLE users (
    no INTEGER PRIMARY KEY REFERENCES streams,
    name TEXT
  ) STRICT;

  CREATE TABLE rooms (
    no INTEGER PRIMARY KEY REFERENCES streams,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    members INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX open_rooms ON rooms (no) WHERE kind = 'open';

  CREATE TABLE members (
    user INTEGER NOT NULL REFERENCES users,
    room INTEGER NOT NULL REFERENCES rooms,
    joined INTEGER NOT NULL,
    read INTEGER NOT NULL,
    read_n INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    pinned INTEGER NOT NULL,
    notify TEXT NOT NULL,
    place REAL,
    PRIMARY KEY (user, room)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE unread_mentions (
    user INTEGER NOT NULL,
    room INTEGER NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (user, room, message),
    FOREIGN KEY (user, room) REFERENCES members ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_of_room ON members (room, user);

  CREATE TABLE files (
    key INTEGER PRIMARY KEY REFERENCES events
  ) STRICT;

  CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    user INTEGER NOT NULL REFERENCES users
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE blobs (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings a database up to `steps`, all or nothing. Refuses one that is of a newer version or not a store. */
export function migrate(database: DatabaseSync, folder: string, steps: readonly string[] = MIGRATIONS): void {
  const version = checkedVersion(database, folder, steps.length);
  if (version === steps.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${steps.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** The version of a store, which is at most `newest`. */
export function checkedVersion(database: DatabaseSync, folder: string, newest = SCHEMA_VERSION): number {
  const version = pragma(database, 'user_version');
  const applicationId = pragma(database, 'application_id');
  const isEmpty = pragma(database, 'schema_version') === 0;
  if (applicationId !== APPLICATION_ID && !isEmpty) {
    throw new StoreOpenError('foreign', `The database in ${folder} is not a store of Teahouse.`);
  }
  if (version > newest) {
    const sentence = `The store in ${folder} was written by a newer Teahouse (its version is ${version}, this one knows ${newest}); start that one, or restore a backup.`;
    throw new StoreOpenError('newer', sentence);
  }
  return version;
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
