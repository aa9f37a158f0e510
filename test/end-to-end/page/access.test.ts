import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { barriersOn } from '../../support/accessibility.ts';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
/** Nothing fades in while it is looked at. */
const STILL = { reducedMotion: 'reduce' } as const;

/** Both languages, both themes, both sizes. */
const READERS = {
  'Chinese, by day': { ...STILL, ...DESKTOP, locale: 'zh-CN', colorScheme: 'light' },
  'English, by night': { ...STILL, ...DESKTOP, locale: 'en-GB', colorScheme: 'dark' },
  'English, on a phone by day': { ...STILL, ...PHONE, locale: 'en-GB', colorScheme: 'light' },
  'Chinese, on a phone by night': { ...STILL, ...PHONE, locale: 'zh-CN', colorScheme: 'dark' },
} as const;

const { client: ada } = await WireClient.enter(server.webSocket('/ws'), { name: 'Ada' });
after(() => ada.close());
const inside: WebPage[] = [];

async function assertOpenToAll(web: WebPage, screen: string): Promise<void> {
  assert.deepEqual(await barriersOn(web.page), [], screen);
}

async function assertDialogsOpenToAll(web: WebPage): Promise<void> {
  await web.page.goto(`${server.url}/#/`);
  await web.at('rooms').waitFor();
  await assertOpenToAll(web, 'the list of rooms');
  await web.at('new-room').click();
  await web.at('kind-closed').check();
  await assertOpenToAll(web, 'a new room');
  await web.page.keyboard.press('Escape');
  await web.at('profile').click();
  await web.at('forget').click();
  await assertOpenToAll(web, 'oneself');
  if (await web.hasKeyboard()) {
    await web.at('open-shortcuts').click();
    await web.at('shortcut-sheet').waitFor();
    await assertOpenToAll(web, 'the shortcuts');
  }
  await web.page.keyboard.press('Escape');
  await web.page.keyboard.press('Control+K');
  await web.at('destination').first().waitFor();
  await assertOpenToAll(web, 'the switcher');
  await web.at('switcher-field').fill('nobody at all');
  await assertOpenToAll(web, 'the switcher without a match');
  await web.page.keyboard.press('Escape');
}

async function assertHelpersOpenToAll(web: WebPage): Promise<void> {
  await web.at('composer').fill('@a');
  await web.at('completion').waitFor();
  await assertOpenToAll(web, 'completing a name');
  await web.page.keyboard.press('Escape');
  await web.at('composer').fill('');
  await web.at('emoji').click();
  await web.at('emoji-picker').waitFor();
  await assertOpenToAll(web, 'the emoji');
  await web.page.keyboard.press('Escape');
}

async function assertPanelsOpenToAll(web: WebPage): Promise<void> {
  for (const panel of ['members', 'details', 'files']) {
    await web.page.goto(`${server.url}/#/room/lobby?panel=${panel}`);
    await web.at('panel').waitFor();
    await assertOpenToAll(web, panel);
  }
  await web.at('panel-details').click();
  await web.at('leave').click();
  await assertOpenToAll(web, 'leaving');
  await web.page.keyboard.press('Escape');
}

test('nothing keeps anybody out of an empty house', async () => {
  const web = new WebPage(await browser.window(STILL));
  await web.page.goto(server.url);
  await web.at('nickname').waitFor();
  await assertOpenToAll(web, 'the welcome');
  await web.at('nickname').fill('阿芳');
  await web.page.keyboard.press('Enter');
  await web.at('composer').waitFor();
  await assertOpenToAll(web, 'the empty lobby');
  await web.close();
});

for (const [reader, options] of Object.entries(READERS)) {
  test(`nothing keeps anybody out of any screen: ${reader}`, async () => {
    await ada.ask(
      { type: 'send', room: 'lobby', text: `**Hello**, שלום\n\`code\` http://tea.example/` },
      'ok',
    );
    const web = await WebPage.enter(browser, server.url, '小明', options);
    await web.say('你好 :tea:');
    await web.hears('你好 :tea:');
    await assertOpenToAll(web, 'the lobby');
    await assertHelpersOpenToAll(web);
    await assertPanelsOpenToAll(web);
    await assertDialogsOpenToAll(web);
    await web.page.goto(`${server.url}/#/room/r_aaaaaaaaaaaaaaaa`);
    await web.at('absent-room').waitFor();
    await assertOpenToAll(web, 'a room one is not in');
    web.assertNoAlarm();
    inside.push(web);
  });
}

test('what others say now is read out; history and what one says oneself are not', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('message').first().waitFor();
  await web.say('my own words');
  await web.hears('my own words');
  assert.equal(await web.at('announcer').textContent(), '');
  await ada.ask({ type: 'send', room: 'lobby', text: 'the tea is ready' }, 'ok');
  await web.at('announcer').getByText('Ada: the tea is ready').waitFor({ state: 'attached' });
  await web.close();
});

test('nor when the server is gone', async () => {
  await server.kill9();
  for (const web of inside) {
    await web.page.evaluate("location.hash = '#/room/lobby'");
    await web.at('composer').waitFor();
    await web.connectionIs('offline');
    await assertOpenToAll(web, 'no connection');
    await web.close();
  }
});
