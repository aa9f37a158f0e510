import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/** What has the focus, by its test id. */
async function focused(web: WebPage): Promise<string | undefined> {
  return await web.page.evaluate('document.activeElement?.dataset.testid');
}

async function hasFocus(web: WebPage, testId: string): Promise<void> {
  await web.page.locator(`[data-testid="${testId}"]:focus`).waitFor();
}

async function isIn(web: WebPage, room: string): Promise<void> {
  await web.page.getByRole('heading', { name: room, level: 1 }).waitFor();
}

test('a whole visit without a mouse: in, say something, make a room, go back and forth, look around, leave', async () => {
  const web = new WebPage(await browser.window());
  const { keyboard } = web.page;
  await web.page.goto(server.url);
  await hasFocus(web, 'nickname');
  await keyboard.type('小明');
  await keyboard.press('Enter');
  await hasFocus(web, 'composer');
  await keyboard.type('first words');
  await keyboard.press('Enter');
  await web.hears('first words');

  await keyboard.press('F6');
  await hasFocus(web, 'room');
  await web.at('new-room').focus();
  await keyboard.press('Enter');
  await hasFocus(web, 'room-name');
  await keyboard.type('龙井');
  await keyboard.press('Enter');
  await isIn(web, '龙井');
  await hasFocus(web, 'composer');

  await keyboard.press('Alt+ArrowUp');
  await isIn(web, 'Lobby');
  await hasFocus(web, 'composer');
  await keyboard.press('Control+K');
  await hasFocus(web, 'switcher-field');
  await keyboard.type('lj');
  await web.page.locator('[data-testid=destination][aria-selected=true]', { hasText: '龙井' }).waitFor();
  await keyboard.press('Enter');
  await isIn(web, '龙井');
  await hasFocus(web, 'composer');

  await web.at('details-toggle').focus();
  await keyboard.press('Enter');
  await hasFocus(web, 'panel-details');
  await web.at('leave').focus();
  await keyboard.press('Enter');
  await web.at('leave-yes').focus();
  await keyboard.press('Enter');
  await web.page.waitForURL(/#\/$/);
  assert.notEqual(await web.page.evaluate('document.activeElement === document.body'), true);
  web.assertNoAlarm();
  await web.close();
});

test('a dialog and the panel give the focus back to where it was', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const { keyboard } = web.page;
  await hasFocus(web, 'composer');
  await keyboard.press('Control+K');
  await hasFocus(web, 'switcher-field');
  await keyboard.press('Escape');
  await hasFocus(web, 'composer');
  await web.at('people-toggle').focus();
  await keyboard.press('Enter');
  await hasFocus(web, 'panel-members');
  await keyboard.press('Escape');
  await hasFocus(web, 'people-toggle');
  await keyboard.press('?');
  await web.at('shortcut-sheet').waitFor();
  await keyboard.press('Escape');
  await hasFocus(web, 'people-toggle');
  await web.close();
});

test('a panel whose script was on its way for long leaves the focus to who has begun to write', async () => {
  const web = await WebPage.enter(browser, server.url, '小明', { serviceWorkers: 'block' });
  const script = Promise.withResolvers<void>();
  await web.page.route(/\/panel-[\w-]+\.js$/, (route) => script.promise.then(() => route.continue()));
  const asked = web.page.waitForRequest(/\/panel-[\w-]+\.js$/);
  await web.at('people-toggle').click();
  await asked;
  await web.at('composer').focus();
  await web.page.keyboard.type('te');
  script.resolve();
  await web.at('panel').waitFor();
  await web.page.keyboard.type('a');
  assert.equal(await web.at('composer').inputValue(), 'tea');
  await web.close();
});

test('a sheet that is opened while another one closes stays open', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('people-toggle').focus();
  await web.page.keyboard.press('?');
  await web.at('shortcut-sheet').waitFor();
  // A dialog is told later that it was closed: by then the next key was pressed.
  await web.page.evaluate(`new Promise((resolve) => {
    const dialog = document.querySelector('dialog');
    dialog.addEventListener('close', resolve);
    dialog.close();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true }));
  })`);
  await hasFocus(web, 'switcher-field');
  await web.close();
});

test('a question mark that is written is a question mark, and Escape of an input method closes nothing', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('people-toggle').click();
  await hasFocus(web, 'panel-members');
  await web.at('composer').focus();
  await web.page.keyboard.type('tea?');
  assert.equal(await web.at('composer').inputValue(), 'tea?');
  assert.equal(await web.at('shortcut-sheet').count(), 0);
  const cdp = await web.page.context().newCDPSession(web.page);
  const taken = { key: 'Escape', code: 'Escape', windowsVirtualKeyCode: 229 };
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...taken });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...taken });
  await web.page.keyboard.type('!');
  assert.ok(await web.at('panel').isVisible());
  await web.page.keyboard.press('Escape');
  await web.at('panel').waitFor({ state: 'detached' });
  await web.close();
});

test('the page is named after the room, and a sign alone does nothing for those who say so', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  assert.equal(await web.page.title(), 'Lobby · Teahouse');
  await web.at('timeline').focus();
  await web.page.keyboard.press('?');
  await web.at('sign-keys').uncheck();
  await web.page.keyboard.press('Escape');
  await hasFocus(web, 'timeline');
  await web.page.keyboard.press('?');
  await web.page.keyboard.press('Control+K');
  await web.at('switcher').waitFor();
  assert.equal(await web.at('shortcut-sheet').count(), 0);
  await web.close();
});

test('F6 leads around: rooms, messages, writing, panel; the first Tab offers to skip the rooms', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.page.goto(`${server.url}/#/room/lobby?panel=members`);
  await hasFocus(web, 'panel-members');
  const stops: (string | undefined)[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    await web.page.keyboard.press('F6');
    stops.push(await focused(web));
  }
  assert.deepEqual(stops, ['room', 'timeline', 'composer', 'panel-members']);
  await web.page.keyboard.press('Shift+F6');
  assert.equal(await focused(web), 'composer');
  await web.at('skip').focus();
  assert.ok(await web.at('skip').isVisible());
  await web.page.keyboard.press('Enter');
  await hasFocus(web, 'composer');
  await web.close();
});

test('Alt, Shift and an arrow lead to the next room with something unread', async () => {
  const { client: ada } = await WireClient.enter(server.webSocket('/ws'), { name: 'Ada' });
  const web = await WebPage.enter(browser, server.url, '小红');
  const rooms: string[] = [];
  for (const name of ['One', 'Two', 'Three']) {
    const { room } = await ada.ask({ type: 'create_room', name, kind: 'open', members: [] }, 'ok');
    await web.page.goto(`${server.url}/#/room/${room}`);
    await web.at('absent-room').getByTestId('join').click();
    await web.page.locator(`[data-testid=conversation][data-room=${room}]`).waitFor();
    rooms.push(String(room));
  }
  await web.page.goto(`${server.url}/#/room/lobby`);
  await isIn(web, 'Lobby');
  await ada.ask({ type: 'send', room: rooms[1], text: 'are you there?' }, 'ok');
  await web.at('unread').waitFor();
  await web.page.keyboard.press('Alt+Shift+ArrowDown');
  await isIn(web, 'Two');
  await web.hears('are you there?');
  await Promise.all([web.close(), ada.close()]);
});
