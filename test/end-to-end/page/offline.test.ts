import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { barriersOn } from '../../support/accessibility.ts';
import { TestBrowser } from '../../support/browser.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { keptTexts, untilKept } from '../../support/kept-page.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WebPage } from '../../support/web-page.ts';

const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

test('[SYNC-1] [SYNC-3] with the server gone the page opens, shows what was said, and takes a message that is sent later', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  const [ming, ada] = await Promise.all([
    WebPage.enter(browser, server.url, '小明'),
    WebPage.enter(browser, server.url, 'Ada'),
  ]);
  await ada.say('said before');
  await ming.hears('said before');
  await untilKept(ming.page, 'said before');
  await server.kill9();

  await ming.page.reload();
  await ming.message('said before').waitFor();
  assert.notEqual(await ming.at('connection').getAttribute('data-state'), 'live');
  await ming.say('written without a server');
  await ming.message('written without a server').waitFor();
  await ming.page.reload();
  await ming.message('written without a server').waitFor();
  assert.deepEqual(await ming.texts(), ['said before', 'written without a server']);

  await using restarted = await server.again();
  await Promise.all([ming, ada].map((each) => each.reconnects()));
  await ada.say('said meanwhile');
  await ada.hears('said meanwhile');
  for (const each of [ming, ada]) {
    await Promise.all(['said meanwhile', 'written without a server'].map((text) => each.hears(text)));
  }
  assert.deepEqual(await ming.texts(), await ada.texts());
  assert.equal((await ming.texts()).length, 3);
  ming.assertNoAlarm();
  await Promise.all([ming.close(), ada.close()]);
  await restarted.stop();
});

test('what is unsent can be looked at while offline, taken back, and the rest is sent', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  const ming = await WebPage.enter(browser, server.url, '小明');
  await ming.say('before');
  await ming.hears('before');
  const place = await ming.message('before').boundingBox();
  await ming.page.context().setOffline(true);
  await server.kill9();
  await ming.page.getByText('This device has no network.').waitFor();
  assert.deepEqual(await ming.message('before').boundingBox(), place, 'what is read does not move');
  for (const text of ['first', 'second', 'third']) await ming.say(text);
  assert.deepEqual(await barriersOn(ming.page), []);
  await ming.at('unsent').click();
  await ming.at('unsent-message').first().waitFor();
  assert.deepEqual(await barriersOn(ming.page), []);
  const second = ming.at('unsent-message').filter({ hasText: 'second' });
  await second.getByTestId('take-back').click();
  await second.waitFor({ state: 'detached' });
  assert.equal(await ming.at('unsent-message').count(), 2);
  await ming.page.keyboard.press('Escape');

  await using restarted = await server.again();
  await ming.page.context().setOffline(false);
  await ming.reconnects();
  await ming.hears('third');
  assert.deepEqual(await ming.texts(), ['before', 'first', 'third']);
  await ming.close();
  await restarted.stop();
});

test('somebody who is forgotten here leaves nothing to be read without a server', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  const ming = await WebPage.enter(browser, server.url, '小明');
  await ming.say('for nobody else');
  await ming.hears('for nobody else');
  await untilKept(ming.page, 'for nobody else');
  await ming.at('profile').click();
  await ming.at('forget').click();
  await ming.at('forget-yes').click();
  await ming.at('nickname').waitFor();
  await server.kill9();
  await ming.page.reload();
  await ming.at('nickname').waitFor();
  assert.deepEqual(await keptTexts(ming.page), []);
  await ming.close();
});
