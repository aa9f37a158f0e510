import { type KeptOwn, type KeptRoom, mayReplace } from './kept-copies.ts';
import type { OutboxEntry } from './outbox.ts';
import type { CopyStore, Identity, IdentityStore, OutboxStore } from './platform.ts';

/** Stores that end with the program, for where nothing better can be had. */

export function memoryIdentity(): IdentityStore {
  let kept: Identity | null = null;
  return {
    async load() {
      return kept;
    },
    async save(identity) {
      kept = identity;
    },
    async clear() {
      kept = null;
    },
  };
}

export function memoryOutbox(): OutboxStore {
  const entries = new Map<OutboxEntry['id'], OutboxEntry>();
  return {
    async load() {
      return inOrder([...entries.values()]);
    },
    async put(entry) {
      entries.set(entry.id, entry);
    },
    async remove(id) {
      entries.delete(id);
    },
  };
}

export function memoryCopies(): CopyStore {
  let own: KeptOwn | null = null;
  const rooms = new Map<KeptRoom['state']['room'], KeptRoom>();
  return {
    async load(user) {
      return own?.state.user === user ? { own, rooms: [...rooms.values()] } : null;
    },
    async save(changes) {
      if (own?.state.user !== changes.own.state.user) rooms.clear();
      own = changes.own;
      for (const room of changes.dropped) rooms.delete(room);
      for (const copy of changes.rooms) {
        const { room } = copy.state;
        if (mayReplace(rooms.get(room), copy)) rooms.set(room, copy);
      }
    },
    async clear() {
      own = null;
      rooms.clear();
    },
  };
}

/** The order in which messages were made, which is the order they are sent in. */
export function inOrder(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
  return entries.toSorted((one, other) => one.createdAtMs - other.createdAtMs);
}
