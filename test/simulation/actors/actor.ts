import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Evidence } from '../checks/evidence.ts';
import type { Link, LinkListener } from '../network/link.ts';
import type { Weather } from '../network/weather.ts';
import type { Target } from '../server/gateway.ts';
import type { Chance } from '../world/chance.ts';
import type { VirtualTime } from '../world/virtual-time.ts';

/** Somebody who uses the server. */
export interface Actor {
  readonly name: string;
  readonly weather: Weather;
  /** The connection it has now, if any. */
  readonly link: Link | null;
  /** Does one thing, by chance. */
  act(): void;
  /** Says one thing more, when all faults have ended. */
  sayLastWords(): void;
  /** The program ends without a word and starts again with what it had stored (R21). */
  restart(): void;
  /** What is left to do before it has seen and done everything; null if nothing is. */
  unfinished(): string | null;
  /** Looks at everything once more, when all has come to rest. */
  check(): void;
}

/** What actors know of the world. */
export interface Surroundings {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly evidence: Evidence;
  /** Rooms and people that somebody has heard of. */
  readonly rooms: Set<RoomId>;
  readonly people: Set<UserId>;
  /** Texts of messages, no two the same; some runs have long ones. */
  readonly newText: () => string;
  /** How many messages somebody says at once. */
  readonly saidAtOnce: () => number;
  connect(target: Target, listener: LinkListener, actor: Pick<Actor, 'name' | 'weather'>): Link;
}

/** Does one of several things, some more often than others. */
export function actByChance(
  chance: Chance,
  acts: readonly (readonly [weight: number, act: () => void])[],
): void {
  let point = chance.fraction() * acts.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, act] of acts) {
    point -= weight;
    if (point < 0) return act();
  }
}
