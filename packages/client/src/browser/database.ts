import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { KeptOwn, KeptRoom } from '../kept-copies.ts';
import type { OutboxEntry } from '../outbox.ts';
import type { Identity } from '../platform.ts';

interface Schema extends DBSchema {
  /** One record, under this key. */
  identity: { key: 'me'; value: Identity };
  outbox: { key: string; value: OutboxEntry };
  /** One record, under the key `me`, and the rooms of that person. */
  own: { key: 'me'; value: KeptOwn };
  rooms: { key: string; value: KeptRoom };
}

export type Database = IDBPDatabase<Schema>;
/** A transaction over all that belongs to one person but what they have not sent. */
export type Writing = IDBPTransaction<Schema, ('identity' | 'own' | 'rooms')[], 'readwrite'>;

const VERSION = 2;

/** Null where the browser keeps nothing for us: private windows of some, and blocked storage. */
export async function openDatabase(name: string): Promise<Database | null> {
  try {
    return await openDB<Schema>(name, VERSION, {
      upgrade(database, before) {
        if (before < 1) {
          database.createObjectStore('identity');
          database.createObjectStore('outbox', { keyPath: 'id' });
        }
        database.createObjectStore('own');
        database.createObjectStore('rooms', { keyPath: 'state.room' });
      },
      // A newer version in another tab waits for this connection to end.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
  } catch {
    return null;
  }
}
