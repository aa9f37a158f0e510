import { memoryCopies } from '@teahouse/client/memory-store';
import type { OutboxEntry } from '@teahouse/client/outbox';
import type { CopyStore, Identity, IdentityStore, OutboxStore } from '@teahouse/client/platform';

/** What a person's programs keep: two tabs of a browser share it, and it survives them. */
export class ChatStores {
  identity: Identity | null = null;
  readonly entries = new Map<OutboxEntry['id'], OutboxEntry>();
  readonly copies = memoryCopies();

  /** As a program sees it that may end before what it writes is written. */
  identityStore(wait: () => Promise<void>): IdentityStore {
    return {
      load: async () => this.identity,
      save: async (identity) => {
        await wait();
        this.identity = identity;
      },
      clear: async () => {
        this.identity = null;
      },
    };
  }

  outboxStore(wait: () => Promise<void>): OutboxStore {
    return {
      load: async () => [...this.entries.values()].sort((one, other) => one.createdAtMs - other.createdAtMs),
      put: async (entry) => {
        await wait();
        this.entries.set(entry.id, entry);
      },
      remove: async (id) => {
        this.entries.delete(id);
      },
    };
  }

  copyStore(wait: () => Promise<void>): CopyStore {
    return {
      load: (user) => this.copies.load(user),
      save: async (changes) => {
        await wait();
        await this.copies.save(changes);
      },
      clear: () => this.copies.clear(),
    };
  }
}
