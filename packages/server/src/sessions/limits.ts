import type { Rate } from './token-bucket.ts';

/** Rates beyond which commands are refused with `rate_limited`, each connection for itself. */
export interface RateLimits {
  /** Commands that are stored. Plain clients are not refused but read later. */
  readonly writes: Rate;
  /** Commands that only read. Catching up 100,000 events takes 200 of them. */
  readonly reads: Rate;
  /** Each is handed to everyone in the room. Beyond it they are dropped, for typing is not answered. */
  readonly typing: Rate;
}

export const RATE_LIMITS: RateLimits = {
  writes: { burst: 60, perSecond: 20 },
  reads: { burst: 200, perSecond: 100 },
  typing: { burst: 5, perSecond: 1 },
};

/** For benches and load tests. */
export const NO_RATE_LIMITS: RateLimits = {
  writes: { burst: Number.MAX_SAFE_INTEGER, perSecond: Number.MAX_SAFE_INTEGER },
  reads: { burst: Number.MAX_SAFE_INTEGER, perSecond: Number.MAX_SAFE_INTEGER },
  typing: { burst: Number.MAX_SAFE_INTEGER, perSecond: Number.MAX_SAFE_INTEGER },
};

/** Commands of one connection that may be under way. Beyond it the socket is not read until half are done. */
export const IN_FLIGHT_MAX = 256;
/** Frames that may follow a hello before its welcome. One more closes the socket with 4429. */
export const EARLY_FRAMES_MAX = 64;
/** What one plain client said that waits to be stored. Beyond it the socket is not read until half of it is. */
export const PLAIN_UNSENT_MAX = 16;
/** A store that could not be read is asked again after so long, for as long as the session lives. */
export const RETRY_MS = 1_000;
/** How long a client may leave its socket full before it is closed with 4008, to come back and resume. */
export const STUCK_MS_MAX = 60_000;
