import type { DatabaseSync } from '../sqlite/database.ts';
import { Query } from '../sqlite/query.ts';

export interface Blob {
  readonly id: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Files that are in memory at once; none is larger than a frame. */
const BLOBS_PER_PAGE = 100;

/** The files that came with messages, as they lie in a folder. */
export class BlobSource {
  readonly #page: Query<Blob, [string, number]>;
  readonly #count: Query<{ count: number }, []>;

  constructor(database: DatabaseSync) {
    this.#page = new Query(database, 'SELECT id, type, bytes FROM blobs WHERE id > ? ORDER BY id LIMIT ?');
    this.#count = new Query(database, 'SELECT count(*) AS count FROM blobs');
  }

  get count(): number {
    return this.#count.get()?.count ?? 0;
  }

  *pages(): Iterable<readonly Blob[]> {
    for (let after = ''; ; ) {
      const page = this.#page.all(after, BLOBS_PER_PAGE);
      const last = page.at(-1);
      if (!last) return;
      yield page;
      after = last.id;
    }
  }
}
