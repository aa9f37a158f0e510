import { parentPort, workerData } from 'node:worker_threads';
import type { Failure, Share } from './many.ts';
import { simulate } from './simulate.ts';

/** With so many failures there is nothing more to learn from the rest. */
const FAILURES_MAX = 5;

// A thread that runs its share of the seeds.
const { first, count, step, manner } = workerData as Share;
const failures: Failure[] = [];
for (let seed = first; seed < first + count && failures.length < FAILURES_MAX; seed += step) {
  const violation = await simulate(seed, { manner });
  if (violation) failures.push({ seed, violation });
}
parentPort?.postMessage(failures);
