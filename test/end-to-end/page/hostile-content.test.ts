import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { HOSTILE_NAMES, HOSTILE_TEXTS } from '../../support/hostile-texts.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile(['--limits', 'off']);
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());
const url = server.webSocket('/ws');

/** Without what turns the direction of a line, and with no more marks on a letter than a script has. */
const SHOWN_TEXTS = HOSTILE_TEXTS.map((text) =>
  text.replaceAll('\u202e', '').replace(/(\u0300{8})\u0300+/, '$1'),
);

/** Elements that only a text which became HTML could have brought. */
const FOREIGN =
  'script:not([src^="/"]), img:not([src^="/"]), iframe, object, embed, form, base, style, math, b, table';

async function assertTextOnly(web: WebPage): Promise<void> {
  assert.deepEqual(await web.each(FOREIGN, 'element.outerHTML'), []);
  const protocols = await web.each('a', 'element.protocol');
  assert.deepEqual(
    protocols.filter((protocol) => !/^https?:$/.test(protocol)),
    [],
  );
  web.assertNoAlarm();
}

/** After so many it is given up: then the texts are too few. */
const FRAMES_MAX = 500;
const SEQ_AND_TEXT = `[Number(element.dataset.seq), element.querySelector('[data-testid=text]').textContent]`;

/**
 * Looks at all that is drawn between the newest and the oldest, frame by frame, until it has seen so many messages, and goes
 * back. Resolves with every text, in order.
 */
async function readAll(web: WebPage, count: number): Promise<string[]> {
  const texts = new Map<number, string>();
  for (let frame = 0; texts.size < count && frame < FRAMES_MAX; frame++) {
    const drawn = await web.each<[seq: number, text: string]>('[data-message]', SEQ_AND_TEXT);
    for (const [seq, text] of drawn) texts.set(seq, text);
    await assertTextOnly(web);
    await web.page.evaluate(`document.querySelector('[data-testid=timeline]').scrollTop = 0`);
    await web.until('true');
  }
  if (await web.at('to-newest').isVisible()) await web.at('to-newest').click();
  return [...texts].sort(([one], [other]) => one - other).map(([, text]) => text);
}

test('[S2] hostile texts and names are text: live, from history, and said on the page itself', async () => {
  const watching = await WebPage.enter(browser, server.url, '小明');
  let lastSeq: number | undefined;
  for (const name of HOSTILE_NAMES) {
    const { client } = await WireClient.enter(url, { name });
    for (const text of HOSTILE_TEXTS)
      ({ seq: lastSeq } = await client.ask({ type: 'send', room: 'lobby', text }, 'ok'));
    await client.ask({ type: 'create_room', name, kind: 'open' }, 'ok');
    await client.close();
  }
  const shown = HOSTILE_NAMES.flatMap(() => SHOWN_TEXTS);
  await watching.page.locator(`[data-message][data-seq="${lastSeq}"]`).waitFor();
  assert.deepEqual(await readAll(watching, shown.length), shown);
  await watching.at('refresh-rooms').click();
  await watching
    .at('open-room')
    .nth(HOSTILE_NAMES.length - 1)
    .waitFor();
  await assertTextOnly(watching);

  const fromHistory = await WebPage.enter(browser, server.url, '<b>later</b>');
  await fromHistory.at('message').first().waitFor();
  assert.deepEqual(await readAll(fromHistory, shown.length), shown);

  await fromHistory.say('<img src=x onerror=alert(1)> from the page');
  await watching.hears('<img src=x onerror=alert(1)> from the page');
  await assertTextOnly(watching);
  await assertTextOnly(fromHistory);
  await Promise.all([watching.close(), fromHistory.close()]);
});

test('[S2] a room with a hostile name can be joined, read and left', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('open-room').first().getByTestId('join').click();
  await web.page.waitForURL(/#\/room\/r_/);
  await web.say('in here');
  await web.hears('in here');
  await assertTextOnly(web);
  await web.at('details-toggle').click();
  await assertTextOnly(web);
  await web.at('leave').click();
  await web.at('leave-yes').click();
  await web.page.waitForURL(/#\/$/);
  await assertTextOnly(web);
  await web.close();
});

test('[S2] the page forbids scripts, frames and forms from anywhere else', async () => {
  const { headers } = await fetch(server.url);
  const policy = headers.get('content-security-policy') ?? '';
  for (const rule of [
    "default-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ]) {
    assert.ok(policy.includes(rule), rule);
  }
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
});

test('[S21] a text that turns direction or piles up marks does not reach its neighbours', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.say(HOSTILE_TEXTS[28] ?? '');
  await web.say('of usual height');
  await web.hears('of usual height');
  const tall = web.message(SHOWN_TEXTS[28] ?? '').last();
  const usual = web.message('of usual height');
  const [tallBox, usualBox] = [await tall.boundingBox(), await usual.boundingBox()];
  assert.ok(tallBox && usualBox && tallBox.height < usualBox.height * 3);
  const names = '[data-testid=author] bdi, [data-testid=text] .line';
  const directions = await web.each(names, 'getComputedStyle(element).unicodeBidi');
  assert.ok(directions.length > 0);
  assert.deepEqual(
    directions.filter((bidi) => !/isolate|plaintext/.test(bidi)),
    [],
  );
  await web.close();
});

test('[S2] texts that are deep, endless or piled up are shown at once, within their bubbles', async () => {
  const web = await WebPage.enter(browser, server.url, '小明');
  await web.at('open-room').first().getByTestId('join').click();
  await web.page.waitForURL(/#\/room\/r_/);
  const endless = ['x'.repeat(4_000), `a${'\u0300'.repeat(3_999)}`, `https://a.example/${'a'.repeat(3_900)}`];
  const deep = ['>'.repeat(2_000), '['.repeat(4_000), '*_*_'.repeat(1_000), '`'.repeat(4_000)];
  const wide = ['|a'.repeat(2_000), `${'|a'.repeat(300)}|\n${'|-'.repeat(300)}|\n${'|\n'.repeat(600)}`];
  for (const text of [...endless, ...deep.map((start) => `${start} a`), ...wide])
    await web.say(text.slice(0, 4_000));
  await web.say('afterwards');
  await web.hears('afterwards');
  assert.deepEqual(
    await web.each('[data-testid=timeline]', 'element.scrollWidth - element.clientWidth'),
    [0],
  );
  const leaking = '[...element.children].some((child) => child.scrollWidth > element.clientWidth + 1)';
  assert.deepEqual([...new Set(await web.each('.said', leaking))], [false]);
  const depth =
    '(function depth(node) { return 1 + Math.max(0, ...[...node.children].map(depth)); })(element)';
  const depths = (await web.each('[data-testid=text]', depth)).map(Number);
  assert.ok(Math.max(...depths) < 60, String(Math.max(...depths)));
  await assertTextOnly(web);
  await web.close();
});
