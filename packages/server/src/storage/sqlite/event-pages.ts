import type { CommandId } from '@teahouse/protocol/ids';
import { PAGE_BYTES_MAX, PAGE_EVENTS_MAX } from '@teahouse/protocol/limits';
import type { EventsPage, StoredEvent } from '../archive.ts';
import { fitting, seqWithin } from '../page-cut.ts';
import type { DatabaseSync } from './database.ts';
import { Query } from './query.ts';
import type { StreamEnd } from './stream-ends.ts';

type Range = [no: number, after: number, no: number, upTo: number];

/** Events as they are in the log. */
export class EventPages {
  readonly #at: Query<{ id: CommandId; era: number }, [number, number]>;
  readonly #forwards: Query<StoredEvent, Range>;
  readonly #backwards: Query<StoredEvent, Range>;

  constructor(database: DatabaseSync) {
    const columns = 'key & 0xffffffff AS seq, id, era, bytes';
    const range = 'key > (? << 32) + ? AND key <= (? << 32) + ?';
    this.#at = new Query(database, 'SELECT id, era FROM events WHERE key = (? << 32) + ?');
    this.#forwards = new Query(database, `SELECT ${columns} FROM events WHERE ${range} ORDER BY key`);
    this.#backwards = new Query(database, `SELECT ${columns} FROM events WHERE ${range} ORDER BY key DESC`);
  }

  at({ no, head }: StreamEnd, seq: number): { id: CommandId; era: number } | undefined {
    return Number.isInteger(seq) && seq > 0 && seq <= head ? this.#at.get(no, seq) : undefined;
  }

  /** As many as fit in one page, and at least one if there is one. */
  after({ no, head }: StreamEnd, query: { after: number; limit: number }): EventsPage {
    const rows = this.#forwards.iterate(no, seqWithin(head, query.after), no, head);
    const count = Math.min(query.limit, PAGE_EVENTS_MAX);
    return { head, events: fitting(rows, { count, sizeBytes: PAGE_BYTES_MAX, atLeast: 1 }) };
  }

  newest({ no, head }: StreamEnd, limits: { events: number; sizeBytes: number }): StoredEvent[] {
    const { events: count, sizeBytes } = limits;
    return fitting(this.#backwards.iterate(no, 0, no, head), { count, sizeBytes, atLeast: 0 }).reverse();
  }
}
