/** Something in a store that cannot be as it is. `place` says where, for a person: a stream and a seq, a table. */
export interface Finding {
  readonly kind: FindingKind;
  readonly place: string;
  readonly sentence: string;
}

export type FindingKind =
  /** SQLite itself finds its pages or indexes broken. */
  | 'integrity'
  /** A stream's seqs are not 1, 2, 3 … (LOG-2). */
  | 'gap'
  /** A running number does not count the messages. */
  | 'number'
  /** An event's bytes say something else than its row. */
  | 'bytes'
  /** An event of a life the store never had, or of an earlier one than the event before it (SYNC-2). */
  | 'life'
  /** A row whose parent is not there. */
  | 'orphan'
  /** What is kept beside the log differs from what the log says. */
  | 'projection';

/** What was looked at. */
export interface Inspected {
  readonly streams: number;
  readonly events: number;
  readonly messages: number;
}
