import type { DatabaseSync } from './database.ts';
import type { Finding, FindingKind } from './finding.ts';
import { Query } from './query.ts';

interface TableCheck {
  readonly kind: FindingKind;
  /** Rows that should not be there, each with the `place` of one finding. */
  readonly sql: string;
  readonly sentence: string;
}

const HAS_NO_EVENT = `NOT EXISTS (SELECT 1 FROM events WHERE key BETWEEN no << 32 AND (no << 32) + 0xffffffff)`;

/** What a query can find by itself. */
const TABLE_CHECKS: readonly TableCheck[] = [
  {
    kind: 'life',
    sql: `SELECT 'life ' || era AS place FROM lives WHERE era > (SELECT count(*) FROM lives)
          UNION ALL SELECT 'lives' WHERE NOT EXISTS (SELECT 1 FROM lives)`,
    sentence: 'The lives of the store are not numbered 1, 2, 3 …',
  },
  {
    kind: 'orphan',
    sql: `SELECT "table" || ', row ' || ifnull(rowid, '?') AS place FROM pragma_foreign_key_check`,
    sentence: 'It belongs to something that is not there.',
  },
  {
    kind: 'orphan',
    sql: `SELECT id AS place FROM rooms JOIN streams USING (no) WHERE ${HAS_NO_EVENT}`,
    sentence: 'This room has no event.',
  },
  {
    kind: 'orphan',
    sql: `SELECT id AS place FROM users JOIN streams USING (no) WHERE ${HAS_NO_EVENT}`,
    sentence: 'This person has no event.',
  },
  {
    kind: 'projection',
    sql: `SELECT id AS place FROM rooms JOIN streams USING (no)
            LEFT JOIN (SELECT room, count(*) AS counted FROM members GROUP BY room) ON room = no
          WHERE members IS NOT ifnull(counted, 0)`,
    sentence: 'The number of members is not how many there are.',
  },
  {
    kind: 'projection',
    sql: `SELECT person.id || ' in ' || room.id AS place
          FROM members JOIN streams AS person ON person.no = user JOIN streams AS room ON room.no = members.room
            LEFT JOIN events ON key = (members.room << 32) + read
          WHERE n IS NOT read_n`,
    sentence: 'The marker stands at an event that has another running number, or is not there.',
  },
];

export function* tableFindings(database: DatabaseSync): Iterable<Finding> {
  for (const { kind, sql, sentence } of TABLE_CHECKS) {
    const rows = new Query<{ place: string }, []>(database, sql).iterate();
    for (const { place } of rows) yield { kind, place, sentence };
  }
}

/** What SQLite finds wrong with its own pages and indexes. */
export function* integrityFindings(database: DatabaseSync): Iterable<Finding> {
  const query = new Query<{ integrity_check: string }, []>(database, 'PRAGMA integrity_check');
  for (const { integrity_check: sentence } of query.iterate()) {
    if (sentence !== 'ok') yield { kind: 'integrity', place: 'database', sentence };
  }
}
