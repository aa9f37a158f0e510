import type { RandomBytes } from '@teahouse/protocol/ids';

/** The first wait is somewhere between nothing and this. */
export const BACKOFF_BASE_MS = 500;
/** However often it fails, a next try begins within this. */
export const BACKOFF_MAX_MS = 30_000;

/**
 * Full jitter: any time up to a ceiling that doubles. Thousands of clients that lost the same server
 * spread over the whole wait instead of coming back in waves.
 */
export function backoffMs(attempt: number, random: RandomBytes): number {
  // Beyond 2^16 the ceiling holds anyway, and the power would grow into infinity.
  const ceilingMs = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** Math.min(attempt, 16));
  return Math.floor(fraction(random) * ceilingMs);
}

/** A server that says goodbye says when to return: never earlier, and spread over as long again. */
export function returnMs(toldMs: number, random: RandomBytes): number {
  return Math.floor(toldMs * (1 + fraction(random)));
}

/** Evenly spread from 0 to, but not including, 1. */
function fraction(random: RandomBytes): number {
  return random(4).reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 32;
}
