import assert from 'node:assert/strict';
import test from 'node:test';
import type { Violation } from './checks/findings.ts';
import { FAILING_SEEDS } from './failing-seeds.ts';
import { simulateMany } from './many.ts';
import { simulate } from './simulate.ts';

const SEEDS = 10_000;
/** The end of a trace tells what went wrong; the whole of it `node test/simulation/main.ts SEED`. */
const TRACE_LINES_SHOWN = 40;

test('[LOG-1] [LOG-2] [LOG-3] [LOG-4] [LOG-5] [SYNC-1] [SYNC-2] [SYNC-3] [SYNC-4] [R1] [R2] [R3] [R5] [R7] [R8] [R10] [R13] [R14] [R16] [R18] [R20] [R21] [R29] 10,000 seeds keep every promise', async () => {
  const [failure] = await simulateMany({ first: 1, count: SEEDS, manner: 'usual' });
  if (failure) assert.fail(await story(failure.seed, failure.violation));
});

for (const [seed, what] of FAILING_SEEDS) {
  test(`seed ${seed} does not fail again: ${what}`, async () => {
    const violation = await simulate(seed);
    if (violation) assert.fail(await story(seed, violation));
  });
}

test('a seed always gives the same run', async () => {
  const traces = [];
  for (let run = 0; run < 2; run++) {
    const trace: string[] = [];
    await simulate(SEEDS, { trace });
    traces.push(trace);
  }
  assert.deepEqual(traces[0], traces[1]);
});

async function story(seed: number, { promise, what }: Violation): Promise<string> {
  const trace: string[] = [];
  await simulate(seed, { trace });
  return [`seed ${seed} breaks ${promise}: ${what}`, ...trace.slice(-TRACE_LINES_SHOWN)].join('\n');
}
