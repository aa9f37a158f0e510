import assert from 'node:assert/strict';
import test from 'node:test';
import { PLANTS } from './plants.ts';
import { simulate } from './simulate.ts';

/** A planted bug that this many runs do not find would mean that the simulation is blind there. */
const SEEDS_MAX = 300;

for (const [name, plant] of Object.entries(PLANTS)) {
  test(`the simulation finds a server that breaks ${name}`, async () => {
    for (let seed = 1; seed <= SEEDS_MAX; seed++) {
      if ((await simulate(seed, { plant })) !== null) return;
    }
    assert.fail(`${SEEDS_MAX} seeds did not find it`);
  });
}
