import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile(['--limits', 'off']);
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());
const url = server.webSocket('/ws');

test('unread is counted in every window of a person, and read in one is read in all', async () => {
  const one = await WebPage.enter(browser, server.url, '小明');
  const other = await one.again(server.url);
  for (const each of [one, other]) await each.page.goto(`${server.url}/#/`);
  const { client } = await WireClient.enter(url, { name: 'Ada' });
  for (const text of ['one', 'two', 'three']) await client.ask({ type: 'send', room: 'lobby', text }, 'ok');
  const badge = (web: WebPage) => web.at('room').filter({ hasText: '3 unread messages' });
  for (const each of [one, other]) await badge(each).waitFor();
  assert.match(await other.page.title(), /3/);

  await one.at('room').first().click();
  await one.hears('three');
  for (const each of [one, other]) await each.at('unread').first().waitFor({ state: 'detached' });
  assert.doesNotMatch(await other.page.title(), /3/);
  await client.close();
  const back = await one.again(server.url);
  // Until the server has answered, the page shows what it kept a moment ago.
  await back.connectionIs('live');
  await back.at('unread').first().waitFor({ state: 'detached' });
  await one.close();
});

test('whoever comes back is shown the first message they missed, also where a copy of the room was kept', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const { client } = await WireClient.enter(url, { name: 'Ada' });
  await client.ask({ type: 'send', room: 'lobby', text: 'before' }, 'ok');
  await web.hears('before');
  await web.at('unread').first().waitFor({ state: 'detached' });
  const away = await web.again(server.url);
  await web.page.close();
  await away.connectionIs('live');
  await away.page.goto('about:blank');
  for (let count = 1; count <= 40; count++) {
    await client.ask({ type: 'send', room: 'lobby', text: `missed ${count}` }, 'ok');
  }
  const back = await away.again(server.url);
  await back.at('unread-line').waitFor();
  await back.message('missed 1').and(back.page.locator(':visible')).waitFor();
  assert.ok(await back.message('missed 1').evaluate((line) => line.getBoundingClientRect().top > 0));
  await back
    .at('to-newest')
    .filter({ hasText: /\d+ new/ })
    .waitFor();
  await Promise.all([back.close(), client.close()]);
});

test('older messages come as one scrolls up, in order and each once', async () => {
  const MESSAGES = 230;
  /** Of the wheel; many times as many as it takes. */
  const TURNS_MAX = 1_000;
  const { client } = await WireClient.enter(url, { name: 'Ada' });
  const { room } = await client.ask({ type: 'create_room', name: 'long', kind: 'open' }, 'ok');
  const said = Array.from({ length: MESSAGES }, (_, index) => `line ${index + 1}`);
  await Promise.all(said.map((text) => client.ask({ type: 'send', room, text }, 'ok')));
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.page.goto(`${server.url}/#/room/${room}`);
  await web.at('absent-room').getByTestId('join').click();
  await web.hears(`line ${MESSAGES}`);
  assert.ok((await web.at('message').count()) < MESSAGES);
  await web.at('timeline').hover();
  const seen = new Set<string>();
  for (let turn = 0; seen.size < said.length && turn < TURNS_MAX; turn++) {
    await web.page.mouse.wheel(0, -500);
    const texts = await web.texts();
    const first = said.indexOf(texts[0] ?? '');
    assert.deepEqual(texts, said.slice(first, first + texts.length));
    for (const text of texts) seen.add(text);
  }
  assert.equal(seen.size, said.length);
  assert.equal(await web.at('older').getAttribute('data-state'), 'complete');
  await Promise.all([web.close(), client.close()]);
});

test('who is here and who is writing is shown', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  const { client } = await WireClient.enter(url, { name: 'Grace' });
  const grace = (isHere: boolean) =>
    web
      .at('person')
      .filter({ hasText: 'Grace' })
      .filter({ has: web.page.locator(`[data-here=${isHere}]`) });
  await web.at('people-toggle').click();
  await grace(true).waitFor();
  client.say({ type: 'typing', room: 'lobby' });
  await web.at('typing').filter({ hasText: 'Grace' }).waitFor();
  await web.at('composer').pressSequentially('me too');
  await client.next('typing', ({ users }) => users[0]?.name === '小明');
  assert.doesNotMatch((await web.at('typing').textContent()) ?? '', /小明/);
  await client.close();
  await grace(false).waitFor();
  await web.close();
});

test('[NET-1] what the page does, another client sees: a room made there is found, joined and talked in', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('new-room').click();
  await web.at('room-name').fill('龙井茶友');
  await web.at('create').click();
  await web.page.waitForURL(/#\/room\/r_/);
  const { client } = await WireClient.enter(url, { name: 'Ada' });
  const { rooms } = await client.ask({ type: 'rooms', limit: 100 }, 'rooms');
  const made = rooms.find(({ name }) => name === '龙井茶友');
  await client.ask({ type: 'join', room: made?.room }, 'ok');
  await client.ask({ type: 'send', room: made?.room, text: 'found it' }, 'ok');
  await web.hears('found it');
  await Promise.all([web.close(), client.close()]);
});
