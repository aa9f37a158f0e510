import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/** Resolves when the field holds exactly this. */
const holds = (web: WebPage, text: string) => web.holds('composer', text);

test('what was begun is there after a reload in the middle of a word, in another tab, and gone once it is sent', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('composer').pressSequentially('half a wo');
  await web.page.reload();
  await web.at('composer').waitFor();
  await holds(web, 'half a wo');
  const tab = await web.again(server.url);
  await holds(tab, 'half a wo');
  await tab.at('composer').pressSequentially('rd');
  await holds(web, 'half a word');
  await tab.page.keyboard.press('Enter');
  await tab.hears('half a word');
  await holds(web, '');
  await web.page.reload();
  await web.at('composer').waitFor();
  await web.connectionIs('live');
  assert.equal(await web.at('composer').inputValue(), '');
  await web.close();
});

test('each room keeps its own', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('composer').fill('for the lobby');
  await web.at('new-room').click();
  await web.at('room-name').fill('茶友');
  await web.page.keyboard.press('Enter');
  await web.page.getByRole('heading', { name: '茶友' }).waitFor();
  await holds(web, '');
  await web.at('composer').fill('for tea friends');
  await web.page.goBack();
  await holds(web, 'for the lobby');
  await web.page.goForward();
  await holds(web, 'for tea friends');
  await web.close();
});

test('who is forgotten leaves no draft to the next', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('composer').fill('a secret');
  await web.at('profile').click();
  await web.at('forget').click();
  await web.at('forget-yes').click();
  await web.at('nickname').fill('阿芳');
  await web.at('enter').click();
  await web.at('composer').waitFor();
  assert.equal(await web.at('composer').inputValue(), '');
  await web.close();
});
