import { Findings, type Violation } from './checks/findings.ts';
import type { Plant } from './server/plant.ts';
import { Chance } from './world/chance.ts';
import { drawFaults, type Manner } from './world/faults.ts';
import { Nemesis } from './world/nemesis.ts';
import { VirtualTime } from './world/virtual-time.ts';
import { World } from './world/world.ts';

/** After the faults have ended, everything must have come to rest within this. */
const REST_MS_MAX = 240_000;
/** A heartbeat, an asking and an answer: so long after the last change all nodes show the same people. */
const PRESENCE_LEVEL_MS_MAX = 20_000;
/** How often it is looked whether it has. */
const LOOK_EVERY_MS = 1_000;
/** A moment for the server to come up before people say their last words. */
const BREATH_MS = 5_000;

export interface SimulateOptions {
  readonly manner?: Manner;
  readonly plant?: Plant;
  /** Gets a line for everything that happens. */
  readonly trace?: string[];
}

/** One run, which depends on nothing but its seed. Gives the first promise that was not kept, or null. */
export async function simulate(
  seed: number,
  { plant = {}, trace, manner = 'usual' }: SimulateOptions = {},
): Promise<Violation | null> {
  const time = new VirtualTime();
  const findings = new Findings(() => time.nowMs, trace ?? null);
  const onBug = (error: unknown) =>
    findings.report('NET-3', error instanceof Error ? `${error.stack}` : String(error));
  process.on('unhandledRejection', onBug);
  try {
    await run(seed, { time, findings, plant, manner });
  } catch (error) {
    onBug(error);
  } finally {
    process.off('unhandledRejection', onBug);
  }
  return findings.first;
}

interface Parts {
  readonly time: VirtualTime;
  readonly findings: Findings;
  readonly plant: Plant;
  readonly manner: Manner;
}

async function run(seed: number, { time, findings, plant, manner }: Parts): Promise<void> {
  const chance = new Chance(seed);
  const faults = drawFaults(chance, manner);
  findings.note(() => JSON.stringify(faults));
  const world = new World({ time, chance, faults, findings, plant });
  const nemesis = new Nemesis(world, faults);
  const hasFailed = () => findings.first !== null;
  await time.pass(faults.durationMs, hasFailed);
  nemesis.stop();
  world.calm();
  await time.pass(time.nowMs + BREATH_MS, hasFailed);
  for (const actor of world.actors) actor.sayLastWords();
  const deadlineMs = time.nowMs + REST_MS_MAX;
  while (!hasFailed() && world.unfinished() !== null && time.nowMs < deadlineMs) {
    await time.pass(time.nowMs + LOOK_EVERY_MS, hasFailed);
  }
  if (hasFailed()) return;
  const left = world.unfinished();
  if (left !== null) findings.report('SYNC-1', `it never came to rest. ${left}`);
  else world.check();
  await levelPresence(world, time, findings);
}

/** What does not last need not be right at once, but after a while. */
async function levelPresence(world: World, time: VirtualTime, findings: Findings): Promise<void> {
  const hasFailed = () => findings.first !== null;
  const deadlineMs = time.nowMs + PRESENCE_LEVEL_MS_MAX;
  while (!hasFailed() && world.presenceTrouble() !== null && time.nowMs < deadlineMs) {
    await time.pass(time.nowMs + LOOK_EVERY_MS, hasFailed);
  }
  const trouble = world.presenceTrouble();
  if (trouble !== null) findings.report('R8', trouble);
}
