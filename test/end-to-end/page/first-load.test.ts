import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

/** Script that somebody fetches before they have asked for anything but to come in. */
const SCRIPT_BYTES_MAX = 60_000;

const server = await serverForFile();

test('from opening the page to the first message heard, no more than 60 KB of script are fetched', async () => {
  await using browser = await TestBrowser.start();
  const { page } = await browser.window();
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  const web = new WebPage({ page, alarms: [] });
  await page.goto(server.url);
  await web.at('nickname').fill('Ada');
  await web.at('enter').click();
  await web.say('tea');
  await web.hears('tea');
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  const sizeBytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  assert.ok(sizeBytes > 0 && sizeBytes <= SCRIPT_BYTES_MAX, `${sizeBytes} bytes of script, compressed`);
});
