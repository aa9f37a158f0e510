import { DatabaseSync } from './database.ts';
import type { StoreFiles } from './files.ts';

/**
 * Makes sure that one server at a time writes to a store (R23). It is an exclusive transaction on a file
 * of its own, open as long as the process lives: the system frees it even after kill -9, and readers of
 * the store are not in its way. Throws if another holds it.
 */
export class StoreLock implements Disposable {
  readonly #database: DatabaseSync;

  constructor(files: StoreFiles) {
    this.#database = new DatabaseSync(files.lock, { timeout: 0 });
    try {
      this.#database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
