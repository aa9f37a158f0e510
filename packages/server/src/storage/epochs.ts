import type { Epoch } from '@teahouse/protocol/ids';

/**
 * A store has an id for ever and an era that grows by one whenever it is opened to be written. Every event
 * carries the era it was written in, and an epoch on the wire is both. A position (epoch, seq, id)
 * continues if the event is there with that id, and was written in the position's era or before.
 *
 * This is what makes SYNC-2 hold after a backup is restored: the events that were lost were written in
 * an era which the restored store ended earlier. What it writes now carries a later era, so even if a client
 * re-sends the same message under the same id and it lands on the same seq, an old position on it is told `reset`.
 */
export function epochOf(storeId: string, era: number): Epoch {
  return `${storeId}-${era}` as Epoch;
}

/** The era of an epoch of this store, or undefined if it is of another store or made up. */
export function eraIn(storeId: string, epoch: Epoch): number | undefined {
  const match = /^(.*)-([1-9][0-9]{0,8})$/.exec(epoch);
  return match?.[1] === storeId ? Number(match[2]) : undefined;
}
