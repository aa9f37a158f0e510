import { DatabaseSync } from 'node:sqlite';
import type { OutboxEntry } from '../outbox.ts';
import type { Identity, IdentityStore, OutboxStore } from '../platform.ts';

const BUSY_MS_MAX = 5_000;

/** Values are kept as JSON: nothing here is ever searched by its fields. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS identity (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS outbox (
    id TEXT PRIMARY KEY, created_at_ms INTEGER NOT NULL, value TEXT NOT NULL
  ) STRICT;
`;

/** Identity and outbox in one file, which several programs of one person may use at a time. */
export class NodeStores implements Disposable {
  readonly #database: DatabaseSync;

  /** `:memory:` ends with the program. */
  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: BUSY_MS_MAX });
    this.#database.exec(SCHEMA);
  }

  get identity(): IdentityStore {
    const database = this.#database;
    return {
      async load() {
        const row = database.prepare('SELECT value FROM identity').get();
        return row ? (JSON.parse(String(row.value)) as Identity) : null;
      },
      async save(identity) {
        database.prepare('INSERT OR REPLACE INTO identity VALUES (1, ?)').run(JSON.stringify(identity));
      },
      async clear() {
        database.exec('DELETE FROM identity');
      },
    };
  }

  get outbox(): OutboxStore {
    const database = this.#database;
    return {
      async load() {
        const rows = database.prepare('SELECT value FROM outbox ORDER BY created_at_ms, rowid').all();
        return rows.map(({ value }) => JSON.parse(String(value)) as OutboxEntry);
      },
      async put(entry) {
        database
          .prepare('INSERT OR REPLACE INTO outbox VALUES (?, ?, ?)')
          .run(entry.id, entry.createdAtMs, JSON.stringify(entry));
      },
      async remove(id) {
        database.prepare('DELETE FROM outbox WHERE id = ?').run(id);
      },
    };
  }

  [Symbol.dispose](): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
