import { percentile } from '../../support/statistics.ts';

export interface SpreadMs {
  readonly p50: number;
  readonly p99: number;
}

/** Of times in microseconds. */
export function spreadMs(micros: readonly number[]): SpreadMs {
  const sorted = Float64Array.from(micros).toSorted();
  const at = (share: number) => percentile(sorted, share) / 1_000;
  return { p50: at(0.5), p99: at(0.99) };
}
