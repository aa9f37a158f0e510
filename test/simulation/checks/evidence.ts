import type { UserId } from '@teahouse/protocol/ids';
import type { Records, StoredRecord } from '../world/records.ts';
import type { Findings } from './findings.ts';

/** What all checks of a run share. */
export interface Evidence {
  readonly records: Records;
  readonly findings: Findings;
  /** The era of an epoch, if the store had that life. */
  readonly eraOf: (epoch: string) => number | undefined;
  /** What was acknowledged, by author and command id. */
  readonly acknowledged: Map<string, StoredRecord>;
}

export function commandKey(author: UserId, id: string): string {
  return `${author} ${id}`;
}
