import type { ContestantName } from './contestants/contestant.ts';

/** One row of the bench. */
export interface Scenario {
  /** What `--only` calls it. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly targets: readonly Target[];
  readonly entrants: readonly Entrant[];
}

export interface Entrant {
  readonly name: ContestantName;
  measure(settings: Settings): Promise<Measurement>;
}

export interface Settings {
  /** How long each measurement lasts, after warming up. */
  readonly seconds: number;
  /** How many messages the scenarios on history fill a store with. */
  readonly messages: number;
}

/** What Teahouse should reach: a figure, or so many times the figure of a peer in the same run. */
export type Target =
  | { readonly atLeast: number; readonly times?: ContestantName }
  | { readonly atMost: number };

export interface Measurement {
  readonly figure: number;
  readonly details: Readonly<Record<string, number>>;
}
