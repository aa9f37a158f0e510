import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

/** Script that the page needs before it can be used. The build measures the same, and fails beyond it. */
const NEEDED_BYTES_MAX = 60_000;
/** The same with what is fetched meanwhile, such as the reading of Markdown, without anybody having asked for it. */
const FETCHED_BYTES_MAX = 90_000;

const server = await serverForFile();

test('a first visit fetches little script, and nothing that was not asked for', async () => {
  await using browser = await TestBrowser.start();
  const { page } = await browser.window();
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  const web = new WebPage({ page, alarms: [] });
  const opened = await page.goto(server.url);
  const html = (await opened?.text()) ?? '';
  await web.at('nickname').fill('Ada');
  await web.at('enter').click();
  await web.say('tea');
  await web.hears('tea');
  const neededBytes = await sizeOf(scripts.filter((script) => html.includes(new URL(script.url()).pathname)));
  const fetchedBytes = await sizeOf(scripts);
  assert.ok(neededBytes > 0 && neededBytes <= NEEDED_BYTES_MAX, `${neededBytes} bytes needed`);
  assert.ok(fetchedBytes <= FETCHED_BYTES_MAX, `${fetchedBytes} bytes fetched`);
});

async function sizeOf(scripts: readonly Response[]): Promise<number> {
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
}
