import type { ContestantName } from './contestants/contestant.ts';
import type { Measurement, Target } from './scenario.ts';

export interface Verdict {
  /** What was to be reached, in words. */
  readonly target: string;
  /** NaN if Teahouse or the peer was not measured in this run. */
  readonly reached: number;
  readonly verdict: 'met' | 'missed' | 'not measured';
}

export type Measurements = ReadonlyMap<ContestantName, Measurement>;

/** Compares with the peers of the same run only, so that a slow machine is slow for all. */
export function judge(target: Target, measured: Measurements): Verdict {
  const figure = measured.get('Teahouse')?.figure ?? Number.NaN;
  if ('atMost' in target)
    return verdictOf(`≤ ${target.atMost.toLocaleString('en')}`, figure, figure <= target.atMost);
  if (target.times === undefined) {
    return verdictOf(`≥ ${target.atLeast.toLocaleString('en')}`, figure, figure >= target.atLeast);
  }
  const times = figure / (measured.get(target.times)?.figure ?? Number.NaN);
  return verdictOf(`≥ ${target.atLeast} × ${target.times}`, times, times >= target.atLeast);
}

function verdictOf(target: string, reached: number, met: boolean): Verdict {
  return { target, reached, verdict: Number.isNaN(reached) ? 'not measured' : met ? 'met' : 'missed' };
}
