import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestFolder } from './testing/folder-under-test.ts';
import { assertHonest, type HarmedRun, harmedRun } from './testing/harmed-run.ts';

test('[LOG-1] [R22] whichever fsync fails, nothing is acknowledged from then on, nothing before is lost', async () => {
  const runs = await harmedRuns({ calls: 'fsync,fdatasync', does: 'error=EIO', every: 1 });
  const stopped = runs.filter(({ lines }) => lines.includes('failed internal fatal internal'));
  assert.ok(stopped.length >= 4, 'each message has an fsync of its own, and so has closing');
});

test('[R22] whichever write fails, nothing is acknowledged from then on, and nothing before is lost', async () => {
  const runs = await harmedRuns({ calls: 'pwrite64', does: 'error=EIO', every: 5 });
  const stopped = runs.filter(({ lines }) => lines.includes('failed internal fatal internal'));
  assert.ok(stopped.length >= 4, 'writes of messages and of closing were among them');
});

test('[R23] killed at whichever write, also while tidying its files, it loses nothing acknowledged', async () => {
  const runs = await harmedRuns({ calls: 'pwrite64', does: 'signal=KILL', every: 5 });
  const inTidying = runs.filter(({ lines }) => lines.at(-1) === 'stored 5');
  assert.ok(inTidying.length >= 2, 'after the last message only tidying writes');
});

test('[R23] killed while it cuts off or removes its log, it loses nothing acknowledged', async () => {
  const runs = await harmedRuns({ calls: 'ftruncate,unlink', does: 'signal=KILL', every: 1 });
  assert.ok(runs.some(({ lines }) => lines.at(-1) === 'stored 5'));
});

/** Runs with a harm further along in each, until there is nothing left to harm. */
async function harmedRuns({
  every,
  ...harm
}: Omit<Parameters<typeof harmedRun>[1], 'nth'> & { every: number }): Promise<HarmedRun[]> {
  const runs: HarmedRun[] = [];
  for (let nth = every; ; nth += every) {
    using folder = new TestFolder();
    const run = harmedRun(folder, { ...harm, nth });
    if (!run.wasHarmed) return runs;
    await assertHonest(folder, run);
    runs.push(run);
  }
}
