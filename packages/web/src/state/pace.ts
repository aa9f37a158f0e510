import type { Clock } from '@teahouse/client/platform';

/** Between two drawings of what changed. A busy room is drawn this often, however much is said in it. */
export const DRAW_INTERVAL_MS = 48;

/** Runs at once, and for whatever follows within the interval one more time at its end. */
export function paced(run: () => void, intervalMs: number, clock: Clock): () => void {
  let state: 'free' | 'resting' | 'asked again' = 'free';
  const rest = () => {
    state = 'resting';
    clock.setTimer(intervalMs, () => {
      const wasAsked = state === 'asked again';
      state = 'free';
      if (wasAsked) begin();
    });
  };
  const begin = () => {
    rest();
    run();
  };
  return () => {
    if (state === 'free') begin();
    else state = 'asked again';
  };
}
