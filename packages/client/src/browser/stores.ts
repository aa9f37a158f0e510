import { inOrder, memoryIdentity, memoryOutbox } from '../memory-store.ts';
import type { IdentityStore, OutboxStore } from '../platform.ts';
import type { Database } from './database.ts';

/** IndexedDB where there is one, shared by all tabs; memory where there is none. */

export function browserIdentity(opening: Promise<Database | null>): IdentityStore {
  const fallback = memoryIdentity();
  return {
    async load() {
      const database = await opening;
      return database ? ((await database.get('identity', 'me')) ?? null) : fallback.load();
    },
    async save(identity) {
      const database = await opening;
      await (database ? database.put('identity', identity, 'me') : fallback.save(identity));
    },
    async clear() {
      const database = await opening;
      await (database ? database.delete('identity', 'me') : fallback.clear());
    },
  };
}

export function browserOutbox(opening: Promise<Database | null>): OutboxStore {
  const fallback = memoryOutbox();
  return {
    async load() {
      const database = await opening;
      return database ? inOrder(await database.getAll('outbox')) : fallback.load();
    },
    async put(entry) {
      const database = await opening;
      await (database ? database.put('outbox', entry) : fallback.put(entry));
    },
    async remove(id) {
      const database = await opening;
      await (database ? database.delete('outbox', id) : fallback.remove(id));
    },
  };
}
