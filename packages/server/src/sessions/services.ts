import type { RandomBytes } from '@teahouse/protocol/ids';
import type { Engine } from '../engine/engine.ts';
import type { Feeds } from '../fanout/feeds.ts';
import type { FlushCycle } from '../fanout/flush-cycle.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Archive } from '../storage/archive.ts';
import type { RateLimits } from './limits.ts';
import type { Presence } from './presence.ts';

/** What every session of a node uses. */
export interface Services {
  readonly engine: Engine;
  readonly archive: Archive;
  readonly feeds: Feeds;
  readonly cycle: FlushCycle;
  readonly presence: Presence;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly limits: RateLimits;
  /** Something failed that should not have: our bug, or a store in trouble. */
  readonly onTrouble: (error: unknown) => void;
}
