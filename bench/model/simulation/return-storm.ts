import { COSTS, type Costs } from '../costs.ts';
import { gatewaysOf, type House } from '../house.ts';
import type { Workload } from '../workload.ts';
import { chanceOf } from './chance.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { spreadMs } from './spread.ts';

const SEED = 13;
/** As `BACKOFF_BASE_MS` of `packages/client/src/backoff.ts`: the first wait is anything up to this. */
const FIRST_WAIT_MICROS = 500_000;
/** Longer than any of them takes that is worth looking at. */
const STORM_MICROS_MAX = 300e6;

export interface Storm {
  readonly house: House;
  readonly workload: Workload;
  /** How many come back, and how many of them at once if they wait for each other. */
  readonly returning: number;
  readonly atOnceMax?: number;
  readonly firstWaitMicros?: number;
  readonly costs?: Costs;
}

export interface StormFigures {
  /** Until the last one has its welcome. */
  readonly seconds: number;
  readonly welcomeMs: { readonly p50: number; readonly p99: number };
}

/** So many come back to a house that is otherwise quiet. */
export function returnStorm(storm: Storm): StormFigures {
  const { house, workload, returning, costs = COSTS } = storm;
  const { atOnceMax = returning, firstWaitMicros = FIRST_WAIT_MICROS } = storm;
  const random = chanceOf(SEED);
  const simulated = new SimulatedHouse(house, workload, { costs, random });
  const { clockwork } = simulated;
  const waits: number[] = [];
  let begun = 0;
  let lastMicros = 0;
  const come = () => {
    if (begun === returning) return;
    begun++;
    const sinceMicros = clockwork.nowMicros;
    clockwork.after(random() * firstWaitMicros, () =>
      simulated.comeBack(Math.floor(random() * gatewaysOf(house)), () => {
        waits.push(clockwork.nowMicros - sinceMicros);
        lastMicros = clockwork.nowMicros;
        come();
      }),
    );
  };
  for (let place = 0; place < atOnceMax; place++) come();
  while (waits.length < returning && clockwork.nowMicros < STORM_MICROS_MAX)
    clockwork.runUntil(clockwork.nowMicros + 1e6);
  if (waits.length < returning) throw new Error(`${returning - waits.length} did not come back`);
  return { seconds: lastMicros / 1e6, welcomeMs: spreadMs(waits) };
}

/** Everybody of one node goes to the others. */
export function nodeDies(house: House, workload: Workload): StormFigures {
  const others = { ...house, nodes: house.nodes - 1 };
  return returnStorm({ house: others, workload, returning: Math.round(workload.connections / house.nodes) });
}
