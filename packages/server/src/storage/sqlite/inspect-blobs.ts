import type { StreamEvent } from '@teahouse/protocol/events';
import type { DatabaseSync } from './database.ts';
import type { Finding } from './finding.ts';
import { Query } from './query.ts';

/** Whether files and the messages that came with them belong together, by counting, so that it needs no memory. */
export class BlobCheck {
  readonly #find: Query<{ type: string; size: number }, [string]>;
  readonly #count: Query<{ count: number }, []>;
  #found = 0;

  constructor(database: DatabaseSync) {
    this.#find = new Query(database, 'SELECT type, length(bytes) AS size FROM blobs WHERE id = ?');
    this.#count = new Query(database, 'SELECT count(*) AS count FROM blobs');
  }

  *of(event: StreamEvent, place: string): Iterable<Finding> {
    if (event.type !== 'message' || !event.attachment) return;
    const { id, type, size } = event.attachment;
    const blob = this.#find.get(id);
    if (blob) this.#found++;
    if (blob?.type === type && blob.size === size) return;
    const sentence = blob ? `Its file ${id} is another one.` : `Its file ${id} is not there.`;
    yield { kind: 'orphan', place, sentence };
  }

  /** After all events: each file found once leaves those that no message came with. */
  *rest(): Iterable<Finding> {
    const unknown = (this.#count.get()?.count ?? 0) - this.#found;
    if (unknown > 0)
      yield { kind: 'orphan', place: 'blobs', sentence: `${unknown} files came with no message.` };
  }
}
