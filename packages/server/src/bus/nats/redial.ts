/** The longest pause between two tries to reach NATS. */
export const REDIAL_MS_MAX = 5_000;
/** The first one's ceiling; each further one's is twice as high. */
const FIRST_MS = 100;

/** How long to wait before the try after so many that failed. Half of it is chance, so that nodes do not come at once. */
export function redialDelayMs(failed: number, random: () => number): number {
  const ceilingMs = Math.min(REDIAL_MS_MAX, FIRST_MS * 2 ** failed);
  return ceilingMs * (0.5 + random() / 2);
}
