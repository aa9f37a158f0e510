import type { RandomBytes, RoomId, UserId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Engine } from '../engine/engine.ts';
import type { Feeds } from '../fanout/feeds.ts';
import type { FlushCycle } from '../fanout/flush-cycle.ts';
import type { Look, Watcher } from '../presence/presence.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Archive } from '../storage/archive.ts';
import type { RateLimits } from './limits.ts';
import type { Posts } from './posts.ts';

/** Who is here, as sessions say and ask it. It may be kept in another thread. */
export interface PresenceBoard {
  /** One more connection of somebody, or one less. */
  enter(room: RoomId, person: Person): void;
  exit(room: RoomId, user: UserId): void;
  rename(room: RoomId, person: Person): void;
  /** `tell` is called before any later change is told to those who watch. */
  ask(room: RoomId, tell: (look: Look) => void): void;
  watch(room: RoomId, watcher: Watcher): void;
  unwatch(room: RoomId, watcher: Watcher): void;
}

/** What every session of a gateway uses. */
export interface Services {
  readonly engine: Engine;
  readonly archive: Archive;
  readonly feeds: Feeds;
  readonly cycle: FlushCycle;
  readonly presence: PresenceBoard;
  readonly posts: Posts;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly limits: RateLimits;
  /** Something failed that should not have: our bug, or a store in trouble. */
  readonly onTrouble: (error: unknown) => void;
}
