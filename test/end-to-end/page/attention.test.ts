import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { WebSocketRoute } from 'playwright-core';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile(['--limits', 'off']);
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());
const url = server.webSocket('/ws');

/**
 * Stands for the desktop: a note is an element of the page while it is open, and the texts of all that ever were
 * are kept. What an oscillator plays is counted.
 */
const RECORDER = `
  const desktop = document.createElement('ul');
  desktop.hidden = true;
  desktop.dataset.testid = 'desktop';
  addEventListener('DOMContentLoaded', () => document.body.append(desktop));
  window.Notification = class {
    static permission = localStorage.getItem('test.permission') ?? 'default';
    static async requestPermission() {
      localStorage.setItem('test.permission', 'granted');
      return (this.permission = 'granted');
    }
    constructor(title, { tag, body }) {
      this.line = document.createElement('li');
      this.line.dataset.testid = 'note';
      this.line.dataset.tag = tag;
      this.line.textContent = title + ' | ' + body;
      this.line.onclick = () => this.onclick();
      desktop.append(this.line);
      desktop.dataset.ever = (desktop.dataset.ever ?? '') + body + ' / ';
    }
    close() {
      this.line.remove();
      this.onclose?.();
    }
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    document.body.dataset.sounds = Number(document.body.dataset.sounds ?? 0) + 1;
    start.apply(this, when);
  };
`;

const plain = (text: string | null) => (text ?? '').replace(/[\u2066-\u2069]/g, '');

/** Somebody who wants to be called, in the lobby and in a room of Ada's; Ada; and a tongue for this person. */
async function calledPerson() {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.page.context().addInitScript(RECORDER);
  await web.page.reload();
  await switchOn(web, 'notifications-switch');
  const { client: mine, welcome } = await WireClient.enter(url, { token: await web.token() });
  const { client: ada } = await WireClient.enter(url, { name: 'Ada' });
  const { room } = await ada.ask({ type: 'create_room', name: 'Oolong', kind: 'open' }, 'ok');
  await mine.ask({ type: 'join', room }, 'ok');
  await web.page.locator(`[data-testid=room][data-room=${room}]`).waitFor();
  const say = (text: string, more: object = {}) => ada.ask({ type: 'send', room, text, ...more }, 'ok');
  const close = () => Promise.all([web.close(), mine.close(), ada.close()]);
  return { web, mine, ada, room, me: welcome.user.id, say, close };
}

async function switchOn(web: WebPage, testId: string): Promise<void> {
  await web.at('profile').click();
  await web.at(testId).check();
  await web.page.keyboard.press('Escape');
  await web.at('profile-dialog').waitFor({ state: 'detached' });
}

/** Resolves when a room's note says this. */
async function isNoted(web: WebPage, room: string | undefined, text: string): Promise<void> {
  const note = web.page.locator(`[data-testid=note][data-tag=${room}]`).filter({ hasText: text });
  await note.waitFor({ state: 'attached' });
}

/** Every note there has been since the page was opened. */
async function notedEver(web: WebPage): Promise<string | null> {
  return await web.at('desktop').getAttribute('data-ever');
}

/** From the next connection on, connections of the page can be broken, and no other is made until it heals. */
async function breakableNetwork(web: WebPage): Promise<{ breaks(): void; heals(): void }> {
  const { page } = web;
  const sockets = new Set<WebSocketRoute>();
  let isBroken = false;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    if (isBroken) return socket.close();
    return void sockets.add(socket).add(socket.connectToServer());
  });
  await page.reload();
  await web.connectionIs('live');
  const breaks = () => {
    isBroken = true;
    for (const socket of sockets) void socket.close();
  };
  const heals = () => {
    isBroken = false;
  };
  return { breaks, heals };
}

/** How many tabs would be the one that calls, if it were not for another. */
async function tabsThatWait({ page }: WebPage): Promise<number> {
  return await page.evaluate('navigator.locks.query().then(({ pending }) => pending.length)');
}

/** A message in a further room shows that whatever was said before was heard, and did not call. */
async function heardAllUntilNow({ web, ada, mine }: Awaited<ReturnType<typeof calledPerson>>): Promise<void> {
  const { room } = await ada.ask({ type: 'create_room', name: 'Mark', kind: 'open' }, 'ok');
  await mine.ask({ type: 'join', room }, 'ok');
  await ada.ask({ type: 'send', room, text: 'mark' }, 'ok');
  await isNoted(web, room, 'mark');
}

test('the browser is asked only when the person switches notifications on', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.page.context().addInitScript(RECORDER);
  await web.page.reload();
  await web.at('composer').waitFor();
  const permission = () => web.each('html', 'Notification.permission');
  assert.deepEqual(await permission(), ['default']);
  await switchOn(web, 'notifications-switch');
  assert.deepEqual(await permission(), ['granted']);
  await web.page.reload();
  await web.at('profile').click();
  assert.ok(await web.at('notifications-switch').isChecked());
  await web.close();
});

test('one note for each room says the newest, leads to the message, and goes when it is read elsewhere', async () => {
  const person = await calledPerson();
  const { web, mine, room, say } = person;
  await say('tea?');
  await isNoted(web, room, 'tea?');
  const { seq } = await say('and cake?');
  await isNoted(web, room, 'and cake?');
  assert.equal(await web.at('note').count(), 1);
  assert.equal(plain(await web.at('note').textContent()), 'Ada in Oolong | and cake?');
  await mine.ask({ type: 'read', room, seq }, 'ok');
  await web.at('note').waitFor({ state: 'detached' });
  await web.at('unread').waitFor({ state: 'detached' });
  const { seq: next } = await say('come!');
  await isNoted(web, room, 'come!');
  await web.at('note').dispatchEvent('click');
  await web.page.waitForURL(new RegExp(`/${room}/${next}$`));
  await web.hears('come!');
  await web.at('note').waitFor({ state: 'detached' });
  web.assertNoAlarm();
  await person.close();
});

test('nothing calls for what is on screen, for oneself, or in a muted room; a mention does where only it may', async () => {
  const person = await calledPerson();
  const { web, mine, ada, room, me, say } = person;
  await ada.ask({ type: 'send', room: 'lobby', text: 'on screen' }, 'ok');
  await mine.ask({ type: 'send', room, text: 'from another device' }, 'ok');
  await mine.ask({ type: 'arrange', room, notify: 'nothing' }, 'ok');
  await web.at('muted').waitFor();
  await say('shh', { mentions: [me] });
  await mine.ask({ type: 'arrange', room, notify: 'mentions' }, 'ok');
  await web.at('muted').waitFor({ state: 'detached' });
  await say('to nobody');
  await heardAllUntilNow(person);
  assert.equal(await notedEver(web), 'mark / ');
  await say('to you', { mentions: [me] });
  await isNoted(web, room, 'to you');
  await person.close();
});

test('[SYNC-3] what was said while the page was cut off calls nobody', async () => {
  const person = await calledPerson();
  const { web, room, say } = person;
  const network = await breakableNetwork(web);
  network.breaks();
  await web.connectionIs('offline');
  for (const text of ['one', 'two', 'three']) await say(text);
  network.heals();
  await web.page.evaluate(`window.dispatchEvent(new Event('online'))`);
  await web.at('unread').filter({ hasText: '3' }).first().waitFor();
  await heardAllUntilNow(person);
  assert.equal(await notedEver(web), 'mark / ');
  await say('four');
  await isNoted(web, room, 'four');
  await person.close();
});

test('of several tabs one calls, and when it is closed another one does', async () => {
  const person = await calledPerson();
  const { web, room, say } = person;
  const second = await web.again(server.url);
  await say('one');
  await isNoted(web, room, 'one');
  await second.at('unread').filter({ hasText: '1' }).first().waitFor();
  assert.equal(await second.at('note').count(), 0);
  await web.page.close();
  while ((await tabsThatWait(second)) > 0);
  await say('two');
  await isNoted(second, room, 'two');
  await person.close();
});

test('a room in front of the person in one tab calls in no other', async () => {
  const person = await calledPerson();
  const { web, room, say } = person;
  const second = await web.again(`${server.url}/#/room/${room}`);
  await say('seen');
  await second.hears('seen');
  await heardAllUntilNow(person);
  assert.equal(await notedEver(web), 'mark / ');
  await person.close();
});

test('the sound is off until it is switched on, and then says so', async () => {
  const person = await calledPerson();
  const { web, room, say } = person;
  const sounds = web.page.locator('body[data-sounds]');
  await say('silent');
  await isNoted(web, room, 'silent');
  assert.equal(await sounds.count(), 0);
  await switchOn(web, 'sound-switch');
  await web.page.locator('body[data-sounds="2"]').waitFor();
  await say('heard');
  await web.page.locator('body[data-sounds="4"]').waitFor();
  await person.close();
});

test('the title and the icon tell what waits, more insistently what is meant for one, and not what is muted', async () => {
  const person = await calledPerson();
  const { web, mine, room, me, say } = person;
  const icon = async () => (await web.each('link[rel=icon]', 'element.href')).join();
  const iconIs = (start: string) => web.page.locator(`link[rel=icon][href^="${start}"]`);
  const still = await icon();
  await say('one');
  await iconIs('data:image/png').waitFor({ state: 'attached' });
  const unread = await icon();
  assert.match(await web.page.title(), /^\(1\)/);
  await say('two', { mentions: [me] });
  await iconIs(unread).waitFor({ state: 'detached' });
  assert.match(await icon(), /^data:image\/png/);
  await mine.ask({ type: 'arrange', room, notify: 'nothing' }, 'ok');
  await iconIs(still).waitFor({ state: 'attached' });
  assert.doesNotMatch(await web.page.title(), /\d/);
  web.assertNoAlarm();
  await person.close();
});
