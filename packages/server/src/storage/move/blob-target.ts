import type { Connection } from '../postgres/connection.ts';
import type { Blob } from './blob-source.ts';

/** A file by what its bytes come to. */
export interface BlobSeal {
  readonly id: string;
  readonly type: string;
  /** SHA-256 of the bytes that are stored. */
  readonly hash: Uint8Array;
}

/** The files in a database that is being filled. */
export class BlobTarget {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async count(): Promise<number> {
    const [row] = await this.#connection.rows<{ count: number }>('SELECT count(*) AS count FROM blobs');
    return row?.count ?? 0;
  }

  /** Those that are not there yet. A file that is there was not changed since. */
  async add(blobs: readonly Blob[]): Promise<void> {
    const there = await this.#connection.rows<{ id: string }>('SELECT id FROM blobs WHERE id = ANY($1)', [
      blobs.map(({ id }) => id),
    ]);
    const known = new Set(there.map(({ id }) => id));
    const fresh = blobs.filter(({ id }) => !known.has(id));
    if (fresh.length === 0) return;
    await this.#connection.run(
      'INSERT INTO blobs (id, type, bytes) SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[])',
      [
        fresh.map(({ id }) => id),
        fresh.map(({ type }) => type),
        fresh.map(({ bytes }) => Buffer.from(bytes)),
      ],
    );
  }

  async seals(ids: readonly string[]): Promise<ReadonlyMap<string, BlobSeal>> {
    const sql = 'SELECT id, type, sha256(bytes) AS hash FROM blobs WHERE id = ANY($1)';
    const rows = await this.#connection.rows<BlobSeal>(sql, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}
