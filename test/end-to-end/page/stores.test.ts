import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { bundle } from '../../support/bundle.ts';
import { serverForFile } from '../../support/server-for-file.ts';

const server = await serverForFile();

test('[SYNC-2] [R20] what a browser keeps passes the contracts of all stores', async () => {
  await using browser = await TestBrowser.start();
  const { page } = await browser.window();
  await page.goto(`${server.url}/healthz`);
  await page.evaluate(await bundle('packages/client/src/browser/testing/contracts.ts', 'stores'));
  const { passed, failures } = await page.evaluate<{ passed: number; failures: string[] }>(
    'stores.runContracts()',
  );
  assert.deepEqual(failures, []);
  assert.ok(passed >= 8);
});
