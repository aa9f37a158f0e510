import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CDPSession, Locator } from 'playwright-core';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile(['--limits', 'off']);
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());
const url = server.webSocket('/ws');

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Somebody in the lobby and in rooms of these names. */
async function inRooms(names: readonly string[], options: Parameters<TestBrowser['window']>[0] = {}) {
  const web = await WebPage.enter(browser, server.url, '小明', options);
  const { client } = await WireClient.enter(url, { token: await web.token() });
  for (const name of names) await client.ask({ type: 'create_room', name, kind: 'open' }, 'ok');
  await client.close();
  for (const name of names) await room(web, name).waitFor({ state: 'attached' });
  return web;
}

function room(web: WebPage, name: string): Locator {
  return web.at('room').filter({ has: web.page.getByText(name, { exact: true }) });
}

/** Resolves when the rooms of a section are listed in this order. */
async function orderIs(web: WebPage, section: string, names: readonly string[]): Promise<void> {
  const shown = web.at(section).locator('.name');
  for (const [index, name] of names.entries()) {
    await shown
      .nth(index)
      .and(web.page.getByText(name, { exact: true }))
      .waitFor();
  }
  await shown.nth(names.length).waitFor({ state: 'detached' });
}

async function choose(web: WebPage, name: string, item: string): Promise<void> {
  await room(web, name).click({ button: 'right' });
  await web.at('room-menu').getByTestId(item).click();
  await web.at('room-menu').waitFor({ state: 'detached' });
}

async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a room that is pinned or muted on one device is so on the other', async () => {
  const one = await inRooms(['龙井', 'Oolong']);
  const other = await one.elsewhere(browser, server.url);
  await choose(one, '龙井', 'pin');
  for (const each of [one, other]) await orderIs(each, 'pinned-rooms', ['龙井']);
  await choose(other, 'Oolong', 'notify-nothing');
  for (const each of [one, other]) await room(each, 'Oolong').getByTestId('muted').waitFor();
  await choose(other, '龙井', 'pin');
  for (const each of [one, other]) await orderIs(each, 'rooms', ['Lobby', 'Oolong', '龙井']);
  await choose(one, 'Oolong', 'notify-all');
  await room(other, 'Oolong').getByTestId('muted').waitFor({ state: 'detached' });
  await Promise.all([one.close(), other.close()]);
});

test('a room is dragged to another place, and stays there on every device and after a reload', async () => {
  const one = await inRooms(['a', 'b', 'c']);
  const other = await one.elsewhere(browser, server.url);
  await orderIs(one, 'rooms', ['Lobby', 'a', 'b', 'c']);
  const { mouse } = one.page;
  const from = await middleOf(room(one, 'c'));
  const to = await middleOf(room(one, 'a'));
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x, from.y - 20);
  await mouse.move(to.x, to.y - 10, { steps: 4 });
  await mouse.up();
  for (const each of [one, other]) await orderIs(each, 'rooms', ['Lobby', 'c', 'a', 'b']);
  assert.match(one.page.url(), /lobby/);
  await one.page.reload();
  await orderIs(one, 'rooms', ['Lobby', 'c', 'a', 'b']);
  one.assertNoAlarm();
  await Promise.all([one.close(), other.close()]);
});

test('a drag that Escape ends changes nothing, and is no press on a room', async () => {
  const web = await inRooms(['a', 'b']);
  const { mouse } = web.page;
  const from = await middleOf(room(web, 'b'));
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x, from.y - 80, { steps: 4 });
  await web.page.locator('.room-item[data-lifted]').waitFor();
  await web.page.keyboard.press('Escape');
  await web.page.locator('.room-item[data-lifted]').waitFor({ state: 'detached' });
  await mouse.up();
  await orderIs(web, 'rooms', ['Lobby', 'a', 'b']);
  assert.match(web.page.url(), /lobby/);
  await web.close();
});

test('Alt and an arrow move the room that has the focus, and the focus goes with it', async () => {
  const web = await inRooms(['a', 'b']);
  await room(web, 'b').focus();
  await web.page.keyboard.press('Alt+ArrowUp');
  await orderIs(web, 'rooms', ['Lobby', 'b', 'a']);
  await web.page.keyboard.press('Alt+ArrowUp');
  await orderIs(web, 'rooms', ['b', 'Lobby', 'a']);
  assert.match((await web.at('rooms-status').textContent()) ?? '', /place 1 of 3/);
  await web.page.keyboard.press('Alt+ArrowDown');
  await orderIs(web, 'rooms', ['Lobby', 'b', 'a']);
  assert.equal((await web.each(':focus .name', 'element.textContent')).join(), 'b');
  await web.close();
});

test('the menu of a room is reached, walked through and left by keyboard', async () => {
  const web = await inRooms(['a']);
  await room(web, 'a').focus();
  await web.page.keyboard.press('Tab');
  await web.page.keyboard.press('Enter');
  await web.at('room-menu').waitFor();
  await web.page.keyboard.press('ArrowDown');
  assert.deepEqual(await web.each(':focus', 'element.dataset.testid'), ['copy-link']);
  await web.page.keyboard.press('Escape');
  await web.at('room-menu').waitFor({ state: 'detached' });
  assert.deepEqual(await web.each(':focus', 'element.dataset.testid'), ['room-more']);
  await web.close();
});

test('a finger that rests on a room and goes asks for its menu; one that rests and moves drags it', async () => {
  const web = await inRooms(['a', 'b'], PHONE);
  await web.page.goto(`${server.url}/#/`);
  const touches = await web.page.context().newCDPSession(web.page);
  const from = await middleOf(room(web, 'b'));
  await rest(web, touches, from);
  await touch(touches, 'touchEnd');
  await web.at('room-menu').waitFor();
  await web.page.keyboard.press('Escape');
  await rest(web, touches, from);
  const to = await middleOf(room(web, 'Lobby'));
  for (const part of [0.3, 0.6, 1]) {
    await touch(touches, 'touchMove', { x: from.x, y: from.y + part * (to.y - 10 - from.y) });
  }
  await touch(touches, 'touchEnd');
  await orderIs(web, 'rooms', ['b', 'Lobby', 'a']);
  assert.match(web.page.url(), /#\/$/);
  web.assertNoAlarm();
  await web.close();
});

async function rest(web: WebPage, touches: CDPSession, at: { x: number; y: number }): Promise<void> {
  await touch(touches, 'touchStart', at);
  await web.page.locator('.room-item[data-lifted]').waitFor();
}

async function touch(
  touches: CDPSession,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  at?: { x: number; y: number },
): Promise<void> {
  await touches.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
}

test('rooms are found while one types, by their name and by its pinyin, also open ones one is not in', async () => {
  const { client } = await WireClient.enter(url, { name: 'Ada' });
  await client.ask({ type: 'create_room', name: '碧螺春', kind: 'open' }, 'ok');
  const web = await inRooms(['龙井茶友', 'Biscuits']);
  await web.at('open-room').filter({ hasText: '碧螺春' }).waitFor();
  const found = async (query: string, names: readonly string[], open: readonly string[]) => {
    await web.at('find-room').fill(query);
    await orderIs(web, 'rooms', names);
    await orderIs(web, 'open-rooms', open);
  };
  await found('biscuit', ['Biscuits'], []);
  await found('茶', ['龙井茶友'], []);
  await found('ljcy', ['龙井茶友'], []);
  await found('bi', ['Biscuits'], ['碧螺春']);
  await found('nothing like it', [], []);
  await web.page.keyboard.press('Escape');
  assert.equal(await web.at('find-room').inputValue(), '');
  await Promise.all([web.close(), client.close()]);
});

test('a room shows what was said last and how often one is mentioned; read on one device, on both', async () => {
  const one = await inRooms([]);
  const { client, welcome } = await WireClient.enter(url, { token: await one.token() });
  const { client: ada } = await WireClient.enter(url, { name: 'Ada' });
  const { room: id } = await ada.ask({ type: 'create_room', name: 'Oolong', kind: 'open' }, 'ok');
  await client.ask({ type: 'join', room: id }, 'ok');
  const other = await one.elsewhere(browser, server.url);
  await ada.ask({ type: 'send', room: id, text: 'tea?', mentions: [welcome.user.id] }, 'ok');
  await ada.ask({ type: 'send', room: id, text: 'and\ncake' }, 'ok');
  for (const each of [one, other]) {
    await room(each, 'Oolong').getByTestId('mentions').filter({ hasText: '@1' }).waitFor();
    await room(each, 'Oolong').getByTestId('unread').filter({ hasText: '2' }).waitFor();
    await room(each, 'Oolong').getByTestId('preview').filter({ hasText: 'Ada⁩: and cake' }).waitFor();
  }
  await choose(one, 'Oolong', 'mark-read');
  for (const each of [one, other]) {
    for (const mark of ['mentions', 'unread']) {
      await room(each, 'Oolong').getByTestId(mark).waitFor({ state: 'detached' });
    }
  }
  await Promise.all([one.close(), other.close(), client.close(), ada.close()]);
});
