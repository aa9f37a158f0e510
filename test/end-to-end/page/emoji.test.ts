import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

const written = (web: WebPage) => web.at('composer').inputValue();

test('an emoji is found in the picker by a word in either language, and the last ones come first', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const hosts = new Set<string>();
  web.page.on('request', (request) => hosts.add(new URL(request.url()).host));
  const take = async (word: string, emoji: string) => {
    await web.at('emoji').click();
    await web.at('search-emoji').fill(word);
    const first = web.at('emoji-picker').getByRole('option').first();
    await first.and(web.page.getByText(emoji, { exact: true })).waitFor();
    await web.page.keyboard.press('Enter');
    await web.at('emoji-picker').waitFor({ state: 'detached' });
  };
  await web.at('composer').pressSequentially('a  b');
  await web.page.keyboard.press('ArrowLeft');
  await web.page.keyboard.press('ArrowLeft');
  await take('teapot', '🫖');
  assert.equal(await written(web), 'a 🫖 b');
  await take('热茶', '🍵');
  assert.equal(await written(web), 'a 🫖🍵 b');
  await web.at('emoji').click();
  const offered = web.at('emoji-picker').getByRole('option');
  await offered.first().waitFor();
  assert.deepEqual(await offered.allTextContents(), ['🍵', '🫖']);
  await web.page.keyboard.press('ArrowDown');
  await web.page.keyboard.press('ArrowRight');
  await web.page.keyboard.press('Enter');
  assert.equal(await written(web), 'a 🫖🍵🫖 b');
  assert.deepEqual([...hosts], [new URL(server.url).host]);
  web.assertNoAlarm();
  await web.close();
});

test('the picker shows groups, and is closed by Escape and by a press beside it', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('emoji').click();
  await web.page.getByRole('button', { name: 'Food and drink' }).click();
  await web.page.getByRole('option', { name: 'teapot', exact: true }).waitFor();
  await web.page.keyboard.press('Escape');
  await web.at('emoji-picker').waitFor({ state: 'detached' });
  await web.at('emoji').click();
  await web.at('emoji-picker').waitFor();
  await web.page.getByRole('heading', { name: 'Lobby' }).click();
  await web.at('emoji-picker').waitFor({ state: 'detached' });
  await web.close();
});

test('a shortcode is completed from two letters on, and replaced when it is written out', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('composer').pressSequentially('hi :teap');
  await web.page.getByRole('option', { name: ':teapot:' }).waitFor();
  await web.page.keyboard.press('Enter');
  assert.equal(await written(web), 'hi 🫖');
  await web.page.keyboard.type(' :tea:');
  assert.equal(await written(web), 'hi 🫖 🍵');
  await web.page.keyboard.type(' at 10:20: `:tea:` :no_such:');
  assert.equal(await written(web), 'hi 🫖 🍵 at 10:20: `:tea:` :no_such:');
  await web.close();
});
