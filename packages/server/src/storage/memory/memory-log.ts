import type { Epoch } from '@teahouse/protocol/ids';
import type { Lives } from '../epochs.ts';
import { type Log, StoreFailure, type Transaction } from '../log.ts';
import type { Tables } from './memory-store.ts';
import { MemoryTransaction } from './memory-transaction.ts';
import { StagedTables } from './staged-tables.ts';

/** The writing side of a `MemoryStore`. */
export class MemoryLog implements Log {
  readonly epoch: Epoch;
  readonly #tables: Tables;
  readonly #era: number;
  readonly #isAlive: () => boolean;
  #last: Promise<unknown> = Promise.resolve();

  constructor(tables: Tables, lives: Lives, isAlive: () => boolean) {
    this.epoch = lives.epoch;
    this.#era = lives.era;
    this.#tables = tables;
    this.#isAlive = isAlive;
  }

  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#run(work));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#last;
  }

  async #run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    this.#mustBeAlive();
    const staged = new StagedTables(this.#tables);
    const result = await work(new MemoryTransaction(staged, this.#era));
    this.#mustBeAlive();
    staged.commit();
    return result;
  }

  #mustBeAlive(): void {
    if (!this.#isAlive()) throw new StoreFailure('storage_unavailable', { fatal: true });
  }
}
