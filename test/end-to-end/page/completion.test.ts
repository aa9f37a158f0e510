import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

const option = (web: WebPage, name: string) => web.page.getByRole('option', { name, exact: true });
const written = (web: WebPage) => web.at('composer').inputValue();

test('somebody is found by pinyin and its initials, chosen with a key, and told that they are meant', async () => {
  const xiaoming = await WebPage.enter(browser, server.url, '小明');
  const shan = await WebPage.enter(browser, server.url, '单雄信');
  const web = await WebPage.enter(browser, server.url, '阿芳');
  await web.at('composer').pressSequentially('来@sxx');
  await option(web, '单雄信').waitFor();
  assert.equal(await web.page.getByRole('option').count(), 1);
  await web.page.keyboard.press('Tab');
  assert.equal(await written(web), '来@单雄信 ');
  await web.page.keyboard.type('and @xiaom');
  await option(web, '小明').waitFor();
  await web.page.keyboard.press('Enter');
  assert.equal(await written(web), '来@单雄信 and @小明 ');
  await web.page.keyboard.press('Enter');
  await web.hears('来@单雄信 and @小明');
  await xiaoming.page.locator('[data-testid=mention].me').waitFor();
  await shan.page.locator('[data-testid=mention].me').waitFor();
  for (const each of [xiaoming, shan, web]) {
    each.assertNoAlarm();
    await each.close();
  }
});

test('arrows walk through the list, Escape closes it, and a press takes a row while the field keeps the focus', async () => {
  const others = await Promise.all(['Ann', 'Anne'].map((name) => WebPage.enter(browser, server.url, name)));
  const web = await WebPage.enter(browser, server.url, '阿芳');
  const field = web.at('composer');
  const isActive = (name: string) =>
    web.until(`
      document.getElementById(document.activeElement?.getAttribute('aria-activedescendant'))?.textContent.endsWith('${name}')
    `);
  await field.pressSequentially('@an');
  await option(web, 'Anne').waitFor();
  const [first = '', second = ''] = await web.page.getByRole('option').allTextContents();
  const nameIn = (row: string) => (row.endsWith('Anne') ? 'Anne' : 'Ann');
  await isActive(nameIn(first));
  await web.page.keyboard.press('ArrowDown');
  await isActive(nameIn(second));
  await web.page.keyboard.press('ArrowDown');
  await isActive(nameIn(first));
  await web.page.keyboard.press('Escape');
  await web.at('completion').waitFor({ state: 'detached' });
  await web.page.keyboard.type('n');
  assert.equal(await web.at('completion').count(), 0);
  await web.page.keyboard.type(' @ann');
  await option(web, 'Anne').click();
  assert.equal(await written(web), '@ann @Anne ');
  assert.equal(await web.page.evaluate('document.activeElement.dataset.testid'), 'composer');
  for (const each of [web, ...others]) await each.close();
});

test('a room becomes a link to it, and a command is done instead of being sent', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('composer').pressSequentially('/new 茶友');
  await web.page.keyboard.press('Enter');
  await web.page.getByRole('heading', { name: '茶友' }).waitFor();
  await web.at('composer').pressSequentially('in #cy');
  await option(web, '茶友').waitFor();
  await web.page.keyboard.press('Enter');
  assert.match(await written(web), /^in \[茶友\]\(#\/room\/r_\w+\) $/);
  await web.page.keyboard.press('Enter');
  const link = web.at('room-in-text').getByText('茶友');
  await link.waitFor();
  await web.at('composer').fill('/nick 老茶');
  await web.page.keyboard.press('Enter');
  await web.at('profile').getByText('老茶').waitFor();
  await web.say('/join 大堂');
  await web.at('composer-notice').getByText('大堂').waitFor();
  await web.say('/join Lobby');
  await web.page.getByRole('heading', { name: 'Lobby' }).waitFor();
  assert.equal(await web.message('/join').count(), 0);
  await web.page.goBack();
  await link.click();
  assert.match(web.page.url(), /#\/room\/r_\w+$/);
  await web.close();
});

test('an unknown command is not sent, /help lists those there are, and two slashes send one', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.say('/nik 老茶');
  await web.at('composer-notice').getByText('nik').waitFor();
  assert.equal(await written(web), '/nik 老茶');
  await web.say('/help');
  await web.at('composer-notice').getByText('/nick NAME').waitFor();
  await web.say('//nik is no command');
  await web.hears('/nik is no command');
  await web.say('/leave');
  await web.at('leave-room').waitFor();
  await web.page.keyboard.press('Escape');
  await web.at('composer').fill('/');
  await option(web, '/shrug Say ¯\\_(ツ)_/¯').click();
  await web.page.keyboard.press('Enter');
  await web.page.getByText('¯\\_(ツ)_/¯').last().waitFor();
  web.assertNoAlarm();
  await web.close();
});
