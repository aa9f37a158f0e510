import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxEntry } from '../outbox.ts';
import type { Identity } from '../platform.ts';

interface Schema extends DBSchema {
  /** One record, under this key. */
  identity: { key: 'me'; value: Identity };
  outbox: { key: string; value: OutboxEntry };
}

export type Database = IDBPDatabase<Schema>;

const VERSION = 1;

/** Null where the browser keeps nothing for us: private windows of some, and blocked storage. */
export async function openDatabase(name: string): Promise<Database | null> {
  try {
    return await openDB<Schema>(name, VERSION, {
      upgrade(database) {
        database.createObjectStore('identity');
        database.createObjectStore('outbox', { keyPath: 'id' });
      },
      // A newer version in another tab waits for this connection to end.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
  } catch {
    return null;
  }
}
