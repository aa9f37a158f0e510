import { test } from 'node:test';
import type { Archive } from '../archive.ts';
import type { Log } from '../log.ts';

/** A store as the contracts see it: both sides open on the same events. */
export interface StoreUnderTest extends AsyncDisposable {
  /** Of the present life: not to be kept over `reopen` or `restore`. */
  readonly log: Log;
  readonly archive: Archive;
  /** Closes the store and opens it again, in its next life. */
  reopen(): Promise<void>;
  /** Keeps a copy of everything that is stored. */
  backUp(): Promise<void>;
  /** Puts the kept copy in the place of the store, and opens it. */
  restore(): Promise<void>;
}

/** States one promise of a contract: a test with a fresh store. */
export type Promised = (sentence: string, check: (store: StoreUnderTest) => Promise<void>) => void;

/** How a contract states its promises about stores that `open` makes. */
export function promisesOf(name: string, open: () => Promise<StoreUnderTest>): Promised {
  return (sentence, check) => {
    test(`${name}: ${sentence}`, async () => {
      await using store = await open();
      await check(store);
    });
  };
}
