import type { OutboxEntry } from './outbox.ts';
import type { Identity, IdentityStore, OutboxStore } from './platform.ts';

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

/** The order in which messages were made, which is the order they are sent in. */
export function inOrder(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
  return entries.toSorted((one, other) => one.createdAtMs - other.createdAtMs);
}
