import { PAGE_BYTES_MAX, PAGE_FILES_MAX } from '@teahouse/protocol/limits';
import type { FilesPage, FilesQuery } from '../archive.ts';
import { joinedJson } from '../joined-json.ts';
import { fitting, seqWithin } from '../page-cut.ts';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';
import type { StreamEnd } from './stream-ends.ts';

type Range = [no: number, no: number, upTo: number, limit: number];

export const FILES_SQL = `
  SELECT bytes FROM files JOIN events USING (key)
  WHERE key > ? << 32 AND key <= (? << 32) + ? ORDER BY key DESC LIMIT ?`;

/** Messages of a room that came with a file. */
export class FilePages {
  readonly #backwards: Query<{ bytes: Uint8Array }, Range>;

  constructor(database: DatabaseSync) {
    this.#backwards = new Query(database, FILES_SQL);
  }

  page({ no, head }: StreamEnd, { before, limit }: FilesQuery): FilesPage {
    const count = Math.max(0, Math.min(limit, PAGE_FILES_MAX));
    const upTo = before === undefined ? head : seqWithin(head, before - 1);
    const rows = this.#backwards.all(no, no, upTo, count + 1);
    const files = fitting(rows, { count, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 });
    return { more: files.length < rows.length, json: joinedJson(files) };
  }
}
