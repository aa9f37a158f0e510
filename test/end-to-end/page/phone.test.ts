import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CDPSession } from 'playwright-core';
import { TestBrowser } from '../../support/browser.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
const SMALLEST = { ...PHONE, viewport: { width: 320, height: 568 } } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Finger {
  moveTo(to: Point): Promise<void>;
  lift(): Promise<void>;
}

async function fingerAt(web: WebPage, start: Point): Promise<Finger> {
  const cdp: CDPSession = await web.page.context().newCDPSession(web.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  let from = start;
  await touch('touchStart', [from]);
  return {
    async moveTo(to) {
      for (let part = 1; part <= 8; part += 1) {
        const along = (one: number, other: number) => one + ((other - one) * part) / 8;
        await touch('touchMove', [{ x: along(from.x, to.x), y: along(from.y, to.y) }]);
      }
      from = to;
    },
    async lift() {
      await touch('touchEnd', []);
      await cdp.detach();
    },
  };
}

async function swipe(web: WebPage, from: Point, to: Point): Promise<void> {
  const finger = await fingerAt(web, from);
  await finger.moveTo(to);
  await finger.lift();
}

/** How far what lies on top has been moved. */
async function moved(web: WebPage): Promise<string[]> {
  return await web.each('[data-testid=conversation]', 'element.style.translate');
}

const EDGE = { x: 6, y: 400 };
const ACROSS = { x: 330, y: 420 };

test('a finger from the edge goes back: from the panel to the room, from there to the list', async () => {
  const web = await WebPage.enter(browser, server.url, '小明', PHONE);
  await web.at('people-toggle').tap();
  await web.at('panel').waitFor();
  assert.ok(!(await web.at('composer').isVisible()));
  await swipe(web, EDGE, ACROSS);
  await web.at('panel').waitFor({ state: 'detached' });
  await web.at('composer').waitFor();
  await swipe(web, EDGE, ACROSS);
  await web.at('rooms').waitFor();
  await web.at('composer').waitFor({ state: 'detached' });
  web.assertNoAlarm();
  await web.close();
});

test('what lies on top follows the finger, shows what is behind, and comes back if the finger does', async () => {
  const web = await WebPage.enter(browser, server.url, '小明', PHONE);
  const finger = await fingerAt(web, EDGE);
  await finger.moveTo({ x: 206, y: 400 });
  await web.page.locator('[data-testid=conversation][style*="translate: 200px"]').waitFor();
  assert.ok(await web.at('rooms').isVisible());
  await finger.moveTo({ x: 26, y: 400 });
  await finger.lift();
  await web.page.locator('.house:not([data-swiping])').waitFor();
  assert.deepEqual(await moved(web), ['']);
  assert.ok(await web.at('composer').isVisible());
  await web.close();
});

test('a finger that goes up and down, or comes from elsewhere, does not go back', async () => {
  const web = await WebPage.enter(browser, server.url, '小明', PHONE);
  await swipe(web, EDGE, { x: 60, y: 120 });
  await swipe(web, { x: 200, y: 400 }, { x: 380, y: 400 });
  await web.page.locator('.house:not([data-swiping])').waitFor();
  assert.ok(await web.at('composer').isVisible());
  await web.close();
});

test('for those who want nothing to move, nothing does, and a finger still goes back', async () => {
  const web = await WebPage.enter(browser, server.url, '小明', { ...PHONE, reducedMotion: 'reduce' });
  const finger = await fingerAt(web, EDGE);
  await finger.moveTo(ACROSS);
  assert.deepEqual(await moved(web), ['']);
  await finger.lift();
  await web.at('rooms').waitFor();
  await web.close();
});

test('the back button of the browser walks the same way', async () => {
  const web = await WebPage.enter(browser, server.url, '小明', PHONE);
  await web.at('back').tap();
  await web.at('room').first().tap();
  await web.at('details-toggle').tap();
  await web.at('details').waitFor();
  await web.page.goBack();
  await web.at('composer').waitFor();
  await web.page.goBack();
  await web.at('rooms').waitFor();
  await web.close();
});

test('at 320 pixels nothing is wider than the screen, and everything to press is large enough', async () => {
  const web = await WebPage.enter(browser, server.url, 'A name of forty characters, which it has', SMALLEST);
  await web.say('x'.repeat(500));
  const screens = {
    '#/room/lobby': 'composer',
    '#/': 'rooms',
    '#/room/lobby?panel=members': 'people',
    '#/room/lobby?panel=details': 'details',
    '#/room/lobby?panel=files': 'files',
  };
  for (const [hash, shown] of Object.entries(screens)) {
    await web.page.goto(`${server.url}/${hash}`);
    await web.at(shown).waitFor();
    assert.deepEqual(await web.each('html', '[element.scrollWidth, innerWidth].join()'), ['320,320'], hash);
    const small = await web.each(
      'button, .tabs a, .room-link',
      `(({ width, height }) => width > 0 && getComputedStyle(element).pointerEvents !== 'none' && Math.min(width, height) < 43.9 ? element.outerHTML : '')(element.getBoundingClientRect())`,
    );
    assert.deepEqual(
      small.filter((each) => each !== ''),
      [],
      hash,
    );
  }
  await web.close();
});
