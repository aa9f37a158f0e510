import type { Epoch } from '@teahouse/protocol/ids';

/**
 * A store begins a new life whenever it is opened to be written. Its lives are numbered 1, 2, 3 … (the
 * *era*), each event carries the era it was written in, and on the wire a life goes by its *epoch*: the
 * store's id, chance, and the era. A position (epoch, seq, id) continues if this store had the life that it
 * names, and the event is there with that id and was written in that life or an earlier one.
 *
 * This is what makes SYNC-2 hold after a backup is restored: whatever was lost was written in a life that
 * the backup either knows as ended, or does not know at all. What is written after the restoring carries a
 * later era, so even if a client re-sends the same message under the same id and it lands on the same
 * seq, an old position on it is told `reset`. Without chance two copies of one store would give
 * different lives the same name.
 */
export class Lives {
  /** The life that the store is in. */
  readonly epoch: Epoch;
  readonly era: number;
  readonly epochs: readonly Epoch[];
  readonly #eras: ReadonlyMap<Epoch, number>;

  /** All lives up to the one it is in, the first one first. */
  constructor(epochs: readonly Epoch[]) {
    const epoch = epochs.at(-1);
    if (epoch === undefined) throw new TypeError('a store that is open is in some life');
    this.epoch = epoch;
    this.epochs = epochs;
    this.era = epochs.length;
    this.#eras = new Map(epochs.map((name, index) => [name, index + 1]));
  }

  /** The era of an epoch, or undefined if this store had no such life. */
  eraOf(epoch: Epoch): number | undefined {
    return this.#eras.get(epoch);
  }
}

/** A name for the life that follows `before`. `randomName` gives 64 bits in letters and digits. */
export function nextEpoch(before: readonly Epoch[], randomName: () => string): Epoch {
  const storeId = before[0] === undefined ? randomName() : storeIdOf(before[0]);
  return `${storeId}-${randomName()}-${before.length + 1}` as Epoch;
}

function storeIdOf(epoch: Epoch): string {
  return epoch.slice(0, epoch.indexOf('-'));
}
