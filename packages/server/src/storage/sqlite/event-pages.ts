import type { CommandId } from '@teahouse/protocol/ids';
import { PAGE_BYTES_MAX, PAGE_EVENTS_MAX } from '@teahouse/protocol/limits';
import type { EventsPage, StoredEvent } from '../archive.ts';
import { fitting, seqWithin } from '../page-cut.ts';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';
import type { StreamEnd } from './stream-ends.ts';

type Range = [no: number, after: number, no: number, upTo: number, count: number];

/** Events as they are in the log. */
export class EventPages {
  readonly #at: Query<{ id: CommandId; era: number }, [number, number]>;
  readonly #forwards: Query<StoredEvent, Range>;
  readonly #backwards: Query<StoredEvent, Range>;

  constructor(database: DatabaseSync) {
    const columns = 'key & 0xffffffff AS seq, id, era, bytes';
    const range = 'key > (? << 32) + ? AND key <= (? << 32) + ?';
    this.#at = new Query(database, 'SELECT id, era FROM events WHERE key = (? << 32) + ?');
    this.#forwards = new Query(database, `SELECT ${columns} FROM events WHERE ${range} ORDER BY key LIMIT ?`);
    this.#backwards = new Query(
      database,
      `SELECT ${columns} FROM events WHERE ${range} ORDER BY key DESC LIMIT ?`,
    );
  }

  at({ no, head }: StreamEnd, seq: number): { id: CommandId; era: number } | undefined {
    return Number.isInteger(seq) && seq > 0 && seq <= head ? this.#at.get(no, seq) : undefined;
  }

  /** As many as fit in one page, and at least one if there is one. */
  after({ no, head }: StreamEnd, query: { after: number; limit: number }): EventsPage {
    const count = Math.max(0, Math.min(query.limit, PAGE_EVENTS_MAX));
    // Read to the end: a statement left half-way would hold its snapshot, and all later reads would be of the past.
    const rows = this.#forwards.all(no, seqWithin(head, query.after), no, head, count);
    return { head, events: fitting(rows, { count, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 }) };
  }

  newest({ no, head }: StreamEnd, limits: { events: number; sizeBytes: number }): StoredEvent[] {
    const { events: count, sizeBytes } = limits;
    return fitting(this.#backwards.all(no, 0, no, head, Math.max(0, count)), {
      count,
      sizeBytes,
      atLeast: 0,
    }).reverse();
  }
}
