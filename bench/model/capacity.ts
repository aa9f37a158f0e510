import { COSTS, type Costs } from './costs.ts';
import { type Demand, demandOf, type Resource } from './demand.ts';
import type { House } from './house.ts';
import type { Workload } from './workload.ts';

/** Beyond this share of anything waits grow quickly, and there is no room for a bad hour. */
export const SHARE_MAX = 0.8;
const CONNECTIONS_MAX = 100_000_000;
const STEP = 1.005;

export interface Capacity {
  readonly connections: number;
  /** What is used up first there, and what next. */
  readonly first: Resource;
  readonly next: Resource;
}

/** How many connections of a shape a house carries before anything is used beyond `SHARE_MAX`. */
export function capacityOf(
  house: House,
  shape: (connections: number) => Workload,
  costs: Costs = COSTS,
): Capacity {
  let [low, high] = [1, CONNECTIONS_MAX];
  while (high / low > STEP) {
    const middle = Math.sqrt(low * high);
    const isCarried = greatest(demandOf(house, shape(middle), costs))[0].share <= SHARE_MAX;
    if (isCarried) low = middle;
    else high = middle;
  }
  const [first, next] = greatest(demandOf(house, shape(low), costs));
  return { connections: Math.round(low), first: first.resource, next: next.resource };
}

interface Share {
  readonly resource: Resource;
  readonly share: number;
}

/** The two that are used most. */
export function greatest(demand: Demand): readonly [Share, Share] {
  const shares = Object.entries(demand).map(([resource, share]) => ({
    resource: resource as Resource,
    share,
  }));
  const [first, next] = shares.toSorted((one, other) => other.share - one.share);
  if (!first || !next) throw new Error('a house needs more than one thing');
  return [first, next];
}
