/** How a client misbehaves: how often on average, or never. */
export interface Temperament {
  readonly name: string;
  /** Between two messages. */
  readonly sayEveryMs: number;
  /** Drops the connection, whatever is under way, and comes back with its positions. */
  readonly dropEveryMs: number;
  /** Of its messages, how many are followed by a cut before the answer can come. */
  readonly cutAfterSend: number;
  /** Of its answered messages, how many are sent once more all the same. */
  readonly repeats: number;
  /** Of the answers to its messages, how many it never hears: they are lost on their way, with the connection. */
  readonly losesAnswers: number;
  /** Stops reading for a while. */
  readonly pauseEveryMs: number;
  readonly pauseMsMax: number;
}

const NEVER = Number.POSITIVE_INFINITY;

const STEADY: Temperament = {
  name: 'steady',
  sayEveryMs: 120,
  dropEveryMs: NEVER,
  cutAfterSend: 0,
  repeats: 0.02,
  losesAnswers: 0,
  pauseEveryMs: NEVER,
  pauseMsMax: 0,
};

/** Clients take turns with these. */
export const TEMPERAMENTS: readonly Temperament[] = [
  STEADY,
  { ...STEADY, name: 'dropping', dropEveryMs: 1_500 },
  { ...STEADY, name: 'cutting', cutAfterSend: 0.2 },
  { ...STEADY, name: 'repeating', repeats: 0.3 },
  { ...STEADY, name: 'slow', sayEveryMs: 1_000, pauseEveryMs: 1_000, pauseMsMax: 3_000 },
  { ...STEADY, name: 'restless', dropEveryMs: 700, cutAfterSend: 0.1, repeats: 0.1 },
];

/** What is acknowledged to it is often sent again, each time somewhere else. */
export const FORGETFUL: Temperament = { ...STEADY, name: 'forgetful', losesAnswers: 0.3 };

/** As it is, but so many times slower. */
export function slowed(temperament: Temperament, times: number): Temperament {
  const { sayEveryMs, dropEveryMs, pauseEveryMs } = temperament;
  return {
    ...temperament,
    sayEveryMs: sayEveryMs * times,
    dropEveryMs: dropEveryMs * times,
    pauseEveryMs: pauseEveryMs * times,
  };
}
