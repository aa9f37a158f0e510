import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { PlainClient } from '../../support/plain-client.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

const { client: ada } = await WireClient.enter(server.webSocket('/ws'), { name: 'Ada' });
after(() => ada.close());

const LOBBY = `${server.url}/#/room/lobby`;

async function newRoom(name: string): Promise<string> {
  const { room } = await ada.ask({ type: 'create_room', name, kind: 'open', members: [] }, 'ok');
  return String(room);
}

async function isAt(web: WebPage, address: string): Promise<void> {
  await web.page.waitForURL(address);
}

test('the panel has an address: back closes it, forward opens it, whatever pages of it were looked at', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await isAt(web, LOBBY);
  await web.at('people-toggle').click();
  await isAt(web, `${LOBBY}?panel=members`);
  await web.at('panel-details').click();
  await isAt(web, `${LOBBY}?panel=details`);
  await web.at('details').waitFor();
  await web.page.goBack();
  await isAt(web, LOBBY);
  await web.at('panel').waitFor({ state: 'detached' });
  await web.page.goForward();
  await web.at('details').waitFor();
  await web.at('close-panel').click();
  await isAt(web, LOBBY);
  await web.page.goForward();
  await web.at('details').waitFor();
  web.assertNoAlarm();
  await web.close();
});

test('a link to a panel opens it, and closing it stays on the page', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const again = await web.again(`${LOBBY}?panel=files`);
  await again.at('files').waitFor();
  const before = await again.page.evaluate<number>('history.length');
  await again.at('close-panel').click();
  await isAt(again, LOBBY);
  assert.equal(await again.page.evaluate<number>('history.length'), before);
  await web.close();
});

test('back and forward walk through the rooms one has been in', async () => {
  const [first, second] = [await newRoom('Garden'), await newRoom('Kitchen')];
  const web = await WebPage.enter(browser, server.url, '小明');
  for (const room of [first, second]) {
    await web.at('refresh-rooms').click();
    await web.page.locator(`[data-testid=open-room][data-room=${room}]`).getByTestId('join').click();
    await web.page.locator(`[data-testid=conversation][data-room=${room}]`).waitFor();
  }
  await web.page.goBack();
  await web.page.getByRole('heading', { name: 'Garden', level: 1 }).waitFor();
  await web.page.goBack();
  await web.page.getByRole('heading', { name: 'Lobby', level: 1 }).waitFor();
  await web.page.goForward();
  await web.page.goForward();
  await web.page.getByRole('heading', { name: 'Kitchen', level: 1 }).waitFor();
  assert.equal(
    await web.page.locator('[data-testid=room][aria-current=page]').getAttribute('data-room'),
    second,
  );
  await web.close();
});

test('members are listed, those here first, and can be searched', async () => {
  const gone = await WireClient.enter(server.webSocket('/ws'), { name: '陈一白' });
  await gone.client.close();
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('people-toggle').click();
  const names = web.page.locator('[data-testid=person] .name');
  const chen = web.at('person').filter({ hasText: '陈一白' });
  await chen.locator('[data-here=false]').waitFor();
  assert.equal(await names.first().textContent(), '小明');
  await web.at('search-members').fill('ada');
  await web.at('person').filter({ hasText: '陈一白' }).waitFor({ state: 'detached' });
  assert.deepEqual(await names.allTextContents(), ['Ada']);
  await web.at('search-members').fill('cyb');
  await chen.waitFor();
  await web.page.keyboard.press('Escape');
  assert.equal(await web.at('search-members').inputValue(), '');
  await web.at('panel').waitFor();
  await web.close();
});

test('files are listed newest first, and lead to where they were shared', async () => {
  const plain = await PlainClient.open(server.webSocket('/'));
  const files = [new Uint8Array(2_000), new Uint8Array(3_000)];
  for (const file of files) {
    plain.say(file);
    await plain.next();
  }
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('people-toggle').click();
  await web.at('panel-files').click();
  await web.at('file').nth(1).waitFor();
  assert.match((await web.at('file').first().textContent()) ?? '', /3 kB/);
  await web.at('file').first().getByRole('link').last().click();
  await web.page.waitForURL(/#\/room\/lobby\/\d+$/);
  await web.page.goBack();
  await web.at('files').waitFor();
  await Promise.all([plain.close(), web.close()]);
});

test('how much of a room one wants to hear is kept for the person, not for the page', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('details-toggle').click();
  await web.at('notify-mentions').check();
  const again = await web.again(`${LOBBY}?panel=details`);
  await again.page.locator('[data-testid=notify-mentions]:checked').waitFor();
  await web.close();
});
