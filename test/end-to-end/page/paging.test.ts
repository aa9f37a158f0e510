import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { LongRoom } from '../../support/long-room.ts';
import type { WebPage } from '../../support/web-page.ts';

const long = await LongRoom.open();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/** Lines in the page at most: those within some boxes of what is seen, and what comes in one frame. */
const LINES_MAX = 160;

/** What the page sees of its conversation: the lines, and the first of them that is in view. */
const LOOK = `(() => {
  const box = document.querySelector('[data-testid=timeline]');
  const topOf = (line) => line.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const lines = [...box.querySelectorAll('[data-message]')];
  const seqs = lines.map((line) => Number(line.dataset.seq));
  const inView = lines.filter((line) => topOf(line) + line.clientHeight > 0 && topOf(line) < box.clientHeight);
  const toEnd = box.scrollHeight - box.scrollTop - box.clientHeight;
  const places = inView.map((line) => ({ seq: Number(line.dataset.seq), top: topOf(line) }));
  return { seqs, places, toEnd };
})()`;

interface Look {
  readonly seqs: readonly number[];
  readonly places: readonly { readonly seq: number; readonly top: number }[];
  readonly toEnd: number;
}

const look = ({ page }: WebPage) => page.evaluate<Look>(LOOK);
const first = ({ seqs }: Look) => seqs[0] ?? 0;
const last = ({ seqs }: Look) => seqs.at(-1) ?? 0;

/** Resolves when the page sees something in its conversation, with what it sees. */
async function waitUntil(web: WebPage, seen: string): Promise<Look> {
  return await web.until<Look>(`((now) => (({ seqs, places, toEnd }) => ${seen})(now) && now)(${LOOK})`);
}

/** Scrolls to so many pixels from the top, at once. Resolves with what is seen before anything else happens. */
async function scrollTo(web: WebPage, topPx: string): Promise<Look> {
  return await web.page.evaluate<Look>(
    `(() => { const box = document.querySelector('[data-testid=timeline]'); box.scrollTop = ${topPx}; return ${LOOK}; })()`,
  );
}

/** Scrolls up through some pages. Resolves with what is seen there. */
async function goUp(web: WebPage): Promise<Look> {
  const newest = last(await look(web));
  for (let seq = newest; seq > newest - 80; ) {
    const before = await scrollTo(web, 'Math.min(100, box.scrollTop / 2)');
    seq = first(await waitUntil(web, `seqs[0] < ${first(before)}`));
  }
  await scrollTo(web, 'box.scrollTop - 50');
  // The page hears of it in the next frame. Nobody scrolls and does something else within one.
  await web.page.evaluate(
    'new Promise((heard) => requestAnimationFrame(() => requestAnimationFrame(heard)))',
  );
  return await look(web);
}

/**
 * The first line seen before is seen at the same height. Not the first of all, which loses its author when an older
 * one of the same author comes before it.
 */
function assertSamePlace(before: Look, now: Look): void {
  const tops = new Map(now.places.map(({ seq, top }) => [seq, top]));
  const line = before.places.find(({ seq }) => seq !== first(before));
  assert.ok(line);
  assert.ok(Math.abs((tops.get(line.seq) ?? Number.NaN) - line.top) < 1, `${line.seq} has moved`);
}

/** Resolves when the first line seen before is seen at the same height, and something else is so. */
async function isBack(web: WebPage, { places: [line] }: Look, also = 'true'): Promise<void> {
  assert.ok(line);
  const isThere = `places.some(({ seq, top }) => seq === ${line.seq} && Math.abs(top - ${line.top}) < 1)`;
  await waitUntil(web, `${also} && ${isThere}`);
}

function assertWhole({ seqs }: Look): void {
  assert.ok(seqs.length <= LINES_MAX);
  assert.deepEqual(
    seqs,
    Array.from(seqs, (_, index) => (seqs[0] ?? 0) + index),
  );
}

test('paging goes up and down without a gap, the lines stay few, and the place stays to the pixel', async () => {
  const web = await long.reader(browser);
  for (let page = 0; page < 40; page++) {
    const before = await scrollTo(web, 'Math.min(400, box.scrollTop / 2)');
    const now = await waitUntil(web, `seqs[0] < ${first(before)}`);
    assertSamePlace(before, now);
    assertWhole(now);
  }
  const away = await look(web);
  for (let page = 0; page < 12; page++) {
    const before = await scrollTo(web, 'box.scrollHeight - box.clientHeight - 400');
    const now = await waitUntil(web, `seqs.at(-1) > ${last(before)}`);
    assertSamePlace(before, now);
    assertWhole(now);
  }
  assert.ok(last(await look(web)) > last(away));
  await web.at('to-newest').click();
  await web.at('to-newest').waitFor({ state: 'detached' });
  assert.ok((await look(web)).toEnd < 1);
  web.assertNoAlarm();
  await web.close();
});

test('whoever reads on comes back to the newest by scrolling alone', async () => {
  const web = await long.reader(browser);
  const head = last(await look(web));
  await web.page.goto(long.address(head - 700));
  await waitUntil(web, `seqs.includes(${head - 700}) && !seqs.includes(${head})`);
  while (last(await look(web)) < head) {
    const before = await scrollTo(web, 'box.scrollHeight');
    await waitUntil(web, `seqs.at(-1) > ${last(before)} || seqs.at(-1) === ${head}`);
  }
  await scrollTo(web, 'box.scrollHeight');
  await web.at('to-newest').waitFor({ state: 'detached' });
  await web.close();
});

test('the place stays when the window changes its size', async () => {
  const web = await long.reader(browser);
  const before = await goUp(web);
  await web.page.setViewportSize({ width: 390, height: 620 });
  await isBack(web, before, 'innerWidth === 390');
  await web.close();
});

test('a link to a message opens there, points it out, and one can go back', async () => {
  const web = await long.reader(browser);
  const before = await goUp(web);
  await web.page.goto(long.address(5_000));
  const line = web.page.locator('[data-seq="5000"]');
  await line.waitFor();
  await waitUntil(web, 'places.some(({ seq, top }) => seq === 5000 && top > 50)');
  const shining = `document.querySelector('[data-seq="5000"]').getAnimations().length`;
  assert.equal(await web.page.evaluate(shining), 1);
  await web.page.goBack();
  await isBack(web, before);
  await web.page.goForward();
  await waitUntil(web, 'places.some(({ seq }) => seq === 5000)');
  await web.close();
});

test('a link opens there also in a fresh window, and the time of a message is its link', async () => {
  const web = await long.reader(browser);
  const other = await web.again(long.address(3_000));
  await waitUntil(other, 'places.some(({ seq, top }) => seq === 3000 && top > 50)');
  const link = other.page.locator('[data-seq="3001"]').getByTestId('message-link');
  await link.click();
  await other.page.waitForURL(long.address(3_001));
  await web.close();
});

test('a room is found again as it was left', async () => {
  const web = await long.reader(browser);
  const before = await goUp(web);
  await web.page.goto(`${long.server.url}/#/room/lobby`);
  await web.page.locator('[data-testid=conversation][data-room=lobby]').waitFor();
  await web.page.goto(long.address());
  await isBack(web, before);
  await web.close();
});

test('a day leads to another day, and what was said on it', async () => {
  const web = await long.reader(browser);
  await web.at('day').last().click();
  await web.at('date').fill('2025-06-01');
  await web.at('go').click();
  await web.page.waitForURL(/#\/room\/r_\w+\/\d+$/);
  const seq = Number(web.page.url().split('/').at(-1));
  await waitUntil(web, `places.some(({ seq }) => seq === ${seq})`);
  const day = web.at('day').first();
  assert.match((await web.at('day').allTextContents()).join(), /June \d+, 2025/);
  await day.waitFor();
  await web.close();
});

test('what is said meanwhile is counted, moves nothing, and waits at the newest', async () => {
  const web = await long.reader(browser);
  await web.page.goto(long.address(4_000));
  await waitUntil(web, 'places.some(({ seq }) => seq === 4000)');
  const before = await look(web);
  const ada = await long.speaker('Ada');
  for (const text of ['one', 'two', 'three']) await ada.ask({ type: 'send', room: long.room, text }, 'ok');
  await web.at('to-newest').getByText('3 new messages').waitFor();
  assertSamePlace(before, await look(web));
  await web.at('to-newest').click();
  await web.hears('three');
  await web.at('to-newest').waitFor({ state: 'detached' });
  await Promise.all([web.close(), ada.close()]);
});

test('whoever says something in the past sees it at the newest, at once and in order', async () => {
  const web = await long.reader(browser);
  await web.page.goto(long.address(4_000));
  await waitUntil(web, 'places.some(({ seq }) => seq === 4000)');
  await web.page.context().setOffline(true);
  await web.say('from the past');
  await web.page.locator('[data-state=pending]').filter({ hasText: 'from the past' }).waitFor();
  assert.ok((await look(web)).toEnd < 1);
  await web.page.context().setOffline(false);
  await web.hears('from the past');
  assert.equal((await web.texts()).at(-1), 'from the past');
  await web.close();
});

test('only what was on the screen is read: many new messages begin with the first of them', async () => {
  const web = await long.reader(browser);
  await web.page.goto(`${long.server.url}/#/`);
  const ada = await long.speaker('Ada');
  const said = Array.from({ length: 120 }, (_, index) => `new ${index + 1}`);
  await Promise.all(said.map((text) => ada.ask({ type: 'send', room: long.room, text }, 'ok')));
  await web.at('unread').filter({ hasText: '120' }).first().waitFor();
  await web.page.goto(long.address());
  await web.at('unread-line').waitFor();
  await waitUntil(web, 'places.length > 0 && toEnd > 500');
  const count = web.at('to-newest').getByText(/\d+ new messages/);
  await count.filter({ hasNotText: '120' }).waitFor();
  const left = Number.parseInt((await count.textContent()) ?? '', 10);
  assert.ok(left > 60 && left < 120, `${left} are left`);
  // Nothing more was read on its own until another message has come.
  await ada.ask({ type: 'send', room: long.room, text: 'one more' }, 'ok');
  await count.filter({ hasText: `${left + 1} new messages` }).waitFor();
  await web.at('to-newest').click();
  await web.at('to-newest').waitFor({ state: 'detached' });
  await web.at('unread').first().waitFor({ state: 'detached' });
  await Promise.all([web.close(), ada.close()]);
});
