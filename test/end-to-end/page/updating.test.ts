import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { barriersOn } from '../../support/accessibility.ts';
import { TestBrowser } from '../../support/browser.ts';
import { untilKept } from '../../support/kept-page.ts';
import { PageReleases } from '../../support/page-releases.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WebPage } from '../../support/web-page.ts';

const server = await serverForFile();
const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

/** As the page itself does from time to time. Resolves with what became of the version that was found. */
const UPDATE = `
  navigator.serviceWorker.getRegistration().then((registration) => registration.update()).then(
    ({ installing, waiting }) => new Promise((resolve) => {
      const worker = installing ?? waiting;
      const look = () => /^(installed|redundant)$/.test(worker.state) && resolve(worker.state);
      worker.addEventListener('statechange', look);
      look();
    }),
  )
`;

const isNewer = async (web: WebPage) => (await web.each('meta[name=release]', 'element.content')).length > 0;

test('a newer version waits until it is wanted, and what is being written is still there afterwards', async () => {
  await using releases = await PageReleases.before(server.url);
  const web = await WebPage.enter(browser, releases.url, '小明');
  await web.say('hello');
  await web.hears('hello');
  await untilKept(web.page, 'hello');
  const beside = await web.again(releases.url);
  await web.at('composer').fill('half a sent');

  releases.release('newer');
  assert.equal(await web.page.evaluate(UPDATE), 'installed');
  await web.at('new-version').waitFor();
  assert.deepEqual(await barriersOn(web.page), []);
  assert.equal(await web.at('composer').inputValue(), 'half a sent');
  await web.hears('hello');
  assert.equal(await isNewer(web), false);

  await Promise.all([web.page.waitForEvent('load'), web.at('reload').click()]);
  await web.at('composer').waitFor();
  assert.equal(await isNewer(web), true);
  assert.equal(await web.at('composer').inputValue(), 'half a sent');
  assert.equal(await web.at('new-version').count(), 0);

  // The tab beside is as it was, goes on, and may follow.
  assert.equal(await isNewer(beside), false);
  await beside.say('still here');
  await web.hears('still here');
  await Promise.all([beside.page.waitForEvent('load'), beside.at('reload').click()]);
  await beside.hears('still here');
  assert.equal(await isNewer(beside), true);
  web.assertNoAlarm();
  await web.close();
});

test('a version whose files do not fit each other is not taken, and the page opens as it was', async () => {
  await using releases = await PageReleases.before(server.url);
  const web = await WebPage.enter(browser, releases.url, 'Ada');
  await web.say('hello');
  await untilKept(web.page, 'hello');
  releases.release('half newer');
  assert.equal(await web.page.evaluate(UPDATE), 'redundant');
  await web.page.reload();
  await web.hears('hello');
  assert.equal(await isNewer(web), false);
  assert.equal(await web.at('new-version').count(), 0);
  await web.close();
});

test('a browser would install it: nothing is missing from what the page says of itself', async () => {
  const web = await WebPage.enter(browser, server.url, 'Wei');
  await web.say('hello');
  await untilKept(web.page, 'hello');
  const devtools = await web.page.context().newCDPSession(web.page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // A window with nothing remembered can install nothing; that is all that stands in the way.
  assert.deepEqual(
    installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'),
    [],
  );
  const { errors, data = '' } = await devtools.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  for (const { src, sizes } of JSON.parse(data).icons) {
    const { type, body } = await icon(web, src);
    assert.match(type, /^image\//);
    if (sizes !== 'any') assert.equal(`${body.readUInt32BE(16)}x${body.readUInt32BE(20)}`, sizes, src);
  }
  await web.close();
});

async function icon({ page }: WebPage, path: string): Promise<{ type: string; body: Buffer }> {
  const answer = await page.request.get(server.url + path);
  return { type: answer.headers()['content-type'] ?? '', body: await answer.body() };
}
