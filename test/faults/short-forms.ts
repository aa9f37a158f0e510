import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Fault } from './fault.ts';
import { complaints } from './finding.ts';
import { Site } from './nodes/site.ts';
import { heading, line } from './report.ts';
import { runFault } from './run-fault.ts';
import { SCALES } from './scale.ts';

/** A test for each of these faults, in its short form, one after the other at one site. */
export async function testShortForms(faults: readonly Fault[]): Promise<void> {
  const site = await Site.start(Math.random);
  after(() => site[Symbol.asyncDispose]());
  for (const fault of faults) {
    test(`[LOG-1] [LOG-2] [LOG-3] [SYNC-1] [SYNC-3] [BUS-1] ${fault.bears} ${fault.name}: nobody loses anything`, async () => {
      const finding = await runFault(fault, site, SCALES.short);
      const found = complaints(finding, fault.allowed, SCALES.short.patienceMs);
      assert.deepEqual(found, [], [heading(), line(fault.name, finding), ...found].join('\n'));
    });
  }
}
