import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Violation } from './checks/findings.ts';
import type { Manner } from './world/faults.ts';

/** A run that failed, to be replayed. */
export interface Failure {
  readonly seed: number;
  readonly violation: Violation;
}

export interface SeedRange {
  readonly first: number;
  readonly count: number;
  readonly manner: Manner;
}

/** What a thread is given: every `step`-th seed from `first`. */
export interface Share extends SeedRange {
  readonly step: number;
}

/** Runs a range of seeds on all processors. Gives the runs that failed, the lowest seed first. */
export async function simulateMany({ first, count, manner }: SeedRange): Promise<readonly Failure[]> {
  const step = Math.min(availableParallelism(), count);
  const shares = Array.from({ length: step }, (_, index) => ({
    first: first + index,
    count: count - index,
    step,
    manner,
  }));
  const failures = await Promise.all(shares.map(inThread));
  return failures.flat().sort((one, other) => one.seed - other.seed);
}

function inThread(workerData: Share): Promise<readonly Failure[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./seed-thread.ts', import.meta.url), { workerData });
    worker.once('message', (failures: readonly Failure[]) => resolve(failures));
    worker.once('error', reject);
  });
}
