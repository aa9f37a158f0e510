import type { Clock } from '@teahouse/client/platform';

/** Between two drawings of what changed. A busy room is drawn this often, however much is said in it. */
export const DRAW_INTERVAL_MS = 32;

/** A page that cannot keep up rests this many times as long as it was late, so that keys and clicks come through. */
const REST_PER_LATE = 2;

/**
 * Runs at once, and for whatever follows within the interval one more time at its end. An interval that ends late
 * tells that the page is busy, and is followed by a rest.
 */
export function paced(run: () => void, intervalMs: number, clock: Clock): () => void {
  let state: 'free' | 'resting' | 'asked again' = 'free';
  const end = () => {
    const wasAsked = state === 'asked again';
    state = 'free';
    if (wasAsked) begin();
  };
  const begin = () => {
    state = 'resting';
    const dueMs = clock.nowMs() + intervalMs;
    run();
    clock.setTimer(intervalMs, () => {
      const lateMs = clock.nowMs() - dueMs;
      if (lateMs < intervalMs) end();
      else clock.setTimer(lateMs * REST_PER_LATE, end);
    });
  };
  return () => {
    if (state === 'free') begin();
    else state = 'asked again';
  };
}
