import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/** Long enough to be compressed, and in one paragraph. */
const LONG = [...Array(100).keys()].map((cup) => `第${cup}杯茶 is for you 👩‍👧`).join('，');

test('rule 36: a browser agrees on compression, and shows and says long texts as they are', async () => {
  const ming = await WebPage.enter(browser, server.url, '小明');
  const ada = await WebPage.enter(browser, server.url, 'Ada');
  const agreed = await ming.page.evaluate(
    `new Promise((resolve) => {
      const socket = new WebSocket(${JSON.stringify(server.webSocket('/ws'))});
      socket.onopen = () => { resolve(socket.extensions); socket.close(); };
    })`,
  );
  assert.match(String(agreed), /permessage-deflate/);
  await ming.say(LONG);
  await Promise.all([ming.hears(LONG), ada.hears(LONG)]);
  const late = await WebPage.enter(browser, server.url, 'late');
  await late.hears(LONG);
  for (const web of [ming, ada, late]) web.assertNoAlarm();
});
