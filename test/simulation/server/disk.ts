import type { StreamId } from '@teahouse/protocol/ids';
import type { Archive } from '@teahouse/server/storage/archive';
import type { Log } from '@teahouse/server/storage/log';
import { MemoryStore } from '@teahouse/server/storage/memory/memory-store';
import type { Chance } from '../world/chance.ts';
import type { Records } from '../world/records.ts';

interface Backup {
  readonly store: MemoryStore;
  readonly counts: ReadonlyMap<StreamId, number>;
}

/** What survives the server's process, with a backup that may be restored. */
export class Disk {
  readonly records: Records;
  #store: MemoryStore;
  #archive: Archive | null = null;
  #backup: Backup | null = null;

  constructor(records: Records, chance: Chance) {
    this.records = records;
    this.#store = new MemoryStore(() => Buffer.from(chance.bytes(8)).toString('hex'));
  }

  /** Begins a new life of the store; whoever had it open before writes no more. */
  open(): { readonly log: Log; readonly archive: Archive; readonly era: number } {
    const log = this.#store.openLog();
    const archive = this.#store.openArchive();
    this.#archive = archive;
    return { log, archive, era: archive.eraOf(archive.epoch) ?? 0 };
  }

  readonly eraOf = (epoch: string): number | undefined => this.#archive?.eraOf(epoch as Archive['epoch']);

  takeBackup(): void {
    this.#backup = { store: this.#store.copy(), counts: new Map(this.records.counts) };
  }

  /** Puts the backup in the store's place (R13). Says whether there was one that still knows everybody. */
  restore(): boolean {
    const backup = this.#backup;
    if (!backup || this.records.users.some((user) => !backup.counts.has(user))) return false;
    this.#store = backup.store.copy();
    this.records.restore(backup.counts);
    return true;
  }
}
