import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../../support/browser.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { PlainClient } from '../../support/plain-client.ts';
import { readmePage, servePage } from '../../support/readme-page.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());
const html = readmePage(server.webSocket('/'));
const OPEN = 'socket.readyState === WebSocket.OPEN';
const CLOSED = 'socket.readyState === WebSocket.CLOSED';

function heardBy(page: Page, text: string): Promise<void> {
  return page.locator('#list li').getByText(text, { exact: true }).waitFor();
}

/** What a page of a few lines and the web page say to each other. */
async function chatsBothWays(address: string): Promise<void> {
  const web = await WebPage.enter(browser, server.url, '小明');
  const { page, alarms } = await browser.window();
  await page.goto(address);
  await page.waitForFunction(OPEN);
  await page.locator('#text').fill(`你好 from ${address}`);
  await page.getByRole('button').click();
  await Promise.all([web.hears(`你好 from ${address}`), heardBy(page, `你好 from ${address}`)]);
  await web.say(`<b>back</b> to ${address}`);
  await heardBy(page, `小明：<b>back</b> to ${address}`);
  assert.doesNotMatch((await page.locator('#list').textContent()) ?? '', /\[object/);
  assert.deepEqual(alarms, []);
  web.assertNoAlarm();
  await Promise.all([page.context().close(), web.page.context().close()]);
}

test('two people in two windows chat', async () => {
  const ming = await WebPage.enter(browser, server.url, '小明');
  const ada = await WebPage.enter(browser, server.url, 'Ada');
  await ming.say('你好，Ada');
  await ada.hears('你好，Ada');
  await ada.say('hello 小明');
  await ming.hears('hello 小明');
  assert.deepEqual(await ming.texts(), ['你好，Ada', 'hello 小明']);
  assert.deepEqual(await ada.texts(), await ming.texts());
  ming.assertNoAlarm();
  ada.assertNoAlarm();
  await Promise.all([ming.close(), ada.close()]);
});

test("[NET-2] the README's page, opened from disk, chats with the web page both ways", async () => {
  await using folder = await dataFolder();
  const file = join(folder.path, 'page.html');
  await writeFile(file, html);
  await chatsBothWays(pathToFileURL(file).href);
});

test("[NET-2] the README's page, served on another port of this machine, does too", async () => {
  await using elsewhere = await servePage(html);
  await chatsBothWays(`http://localhost:${elsewhere.port}/`);
});

test('[S1] the same page, served under another name, is refused', async () => {
  await using elsewhere = await servePage(html);
  const { page } = await browser.window();
  await page.goto(`http://evil.example:${elsewhere.port}/`);
  await page.waitForFunction(CLOSED);
  await page.context().close();
});

test('[NET-2] a binary frame is a file on the page, the same to the byte, and text beside it stays text', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const plain = await PlainClient.open(server.webSocket('/'));
  const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, 10, 13]);
  plain.say(bytes);
  const coming = web.page.waitForEvent('download');
  await web.at('attachment').click();
  const file = await (await coming).path();
  assert.deepEqual(new Uint8Array(await readFile(file)), bytes);
  assert.deepEqual(await plain.next(), bytes);
  await web.say('text again');
  assert.equal(await plain.next(), '小明：text again');
  web.assertNoAlarm();
  await Promise.all([plain.close(), web.close()]);
});
