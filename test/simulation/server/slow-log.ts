import { type Appended, type Log, StoreFailure, type Transaction } from '@teahouse/server/storage/log';
import type { Chance } from '../world/chance.ts';
import type { Records } from '../world/records.ts';
import type { ProcessTime } from '../world/virtual-time.ts';

export interface DiskFaults {
  readonly commitMsMax: number;
  /** How often a commit finds the disk full. */
  readonly full: number;
  /** How often a commit fails so that nobody can say whether it is on disk (R22). */
  readonly broken: number;
  /** How often the process is killed around a commit (R1, R2, R3). */
  readonly killed: number;
}

interface Deps {
  readonly log: Log;
  readonly era: number;
  readonly records: Records;
  readonly time: ProcessTime;
  readonly chance: Chance;
  readonly faults: () => DiskFaults;
  /** Kills the server. */
  readonly kill: () => void;
}

/** A log on a disk that takes its time and fails; it writes down what is on disk, when it is. */
export class SlowLog implements Log {
  readonly epoch: Log['epoch'];
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.epoch = deps.log.epoch;
  }

  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const { log, records, era, chance, faults } = this.#deps;
    const appended: Appended[] = [];
    const result = await log.transaction(async (transaction) => {
      const decided = await work(noting(transaction, appended));
      await this.#syncing();
      if (chance.happens(faults().full)) throw new StoreFailure('storage_full', { fatal: false });
      await this.#maybeKilled();
      return decided;
    });
    for (const { events } of appended) records.add(events, era);
    await this.#maybeKilled();
    if (chance.happens(faults().broken)) throw new StoreFailure('internal', { fatal: true });
    this.#maybeKilledSoon();
    return result;
  }

  close(): Promise<void> {
    return this.#deps.log.close();
  }

  async #syncing(): Promise<void> {
    const { time, chance, faults } = this.#deps;
    if (faults().commitMsMax > 0) await time.wait(chance.fraction() * faults().commitMsMax);
  }

  /** Before the commit (R3), or after it and before anybody is told (R1). */
  async #maybeKilled(): Promise<void> {
    const { time, chance, faults, kill } = this.#deps;
    if (!chance.happens(faults().killed)) return;
    kill();
    await time.wait(0);
  }

  /** While it is being told: some know it, others do not (R2). */
  #maybeKilledSoon(): void {
    const { time, chance, faults, kill } = this.#deps;
    if (chance.happens(faults().killed)) time.after(chance.fraction(), kill);
  }
}

function noting(transaction: Transaction, appended: Appended[]): Transaction {
  return {
    load: (needs) => transaction.load(needs),
    done: (commands) => transaction.done(commands),
    append: async (rows) => {
      appended.push(rows);
      await transaction.append(rows);
    },
  };
}
