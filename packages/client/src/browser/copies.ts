import { type CopyChanges, mayReplace } from '../kept-copies.ts';
import type { CopyStore } from '../platform.ts';
import type { Database, Writing } from './database.ts';

/** Shared by all tabs. Where there is no IndexedDB nothing is kept. */
export function browserCopies(opening: Promise<Database | null>): CopyStore {
  return {
    async load(user) {
      const database = await opening;
      const own = await database?.get('own', 'me');
      if (!database || own?.state.user !== user) return null;
      return { own, rooms: await database.getAll('rooms') };
    },
    async save(changes) {
      const database = await opening;
      if (!database) return;
      const writing = database.transaction(['identity', 'own', 'rooms'], 'readwrite');
      await Promise.all([write(changes, writing), writing.done]);
    },
    async clear() {
      const database = await opening;
      await Promise.all([database?.clear('own'), database?.clear('rooms')]);
    },
  };
}

async function write({ own, rooms, dropped }: CopyChanges, writing: Writing): Promise<void> {
  const { user } = own.state;
  const stored = writing.objectStore('rooms');
  // Another tab may have forgotten this person meanwhile, and nothing of theirs shall be left.
  if ((await writing.objectStore('identity').get('me'))?.user.id !== user) return;
  if ((await writing.objectStore('own').get('me'))?.state.user !== user) await stored.clear();
  await writing.objectStore('own').put(own, 'me');
  for (const room of dropped) await stored.delete(room);
  for (const copy of rooms) {
    if (mayReplace(await stored.get(copy.state.room), copy)) await stored.put(copy);
  }
}
