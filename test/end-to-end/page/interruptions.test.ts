import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WebPage } from '../../support/web-page.ts';
import { BadNetwork } from '../faults/bad-network.ts';

const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

const numbered = (what: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${what} ${index + 1}`);

test('[LOG-1] [LOG-3] [R2] the server is killed in the middle of a talk and comes back: everything once, in order', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  const [ming, ada] = await Promise.all([
    WebPage.enter(browser, server.url, '小明'),
    WebPage.enter(browser, server.url, 'Ada'),
  ]);
  const before = numbered('before', 5);
  for (const text of before) await ming.say(text);
  await server.kill9();
  const during = numbered('during', 5);
  for (const text of during) await ming.say(text);
  await ming.page.locator('[data-testid=message][data-state=pending]').first().waitFor();
  assert.notEqual(await ming.at('connection').getAttribute('data-state'), 'live');
  await ada.say('and from Ada');

  await using restarted = await server.again();
  await Promise.all([ming, ada].map((each) => each.reconnects()));
  const own = [...before, ...during];
  await Promise.all([ming, ada].map((each) => each.hears('during 5')));
  await Promise.all([ming, ada].map((each) => each.hears('and from Ada')));
  await Promise.all([ming, ada].map((each) => each.connectionIs('live')));
  const [mine, hers] = await Promise.all([ming.texts(), ada.texts()]);
  assert.deepEqual(mine, hers);
  assert.deepEqual(
    mine.filter((text) => text !== 'and from Ada'),
    own,
  );
  assert.equal(mine.length, own.length + 1);
  ming.assertNoAlarm();
  await Promise.all([ming.close(), ada.close()]);
  await restarted.stop();
});

test('[SYNC-3] written offline: kept, marked as waiting, and sent once when the network is back', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  await using network = await BadNetwork.before(server.port);
  const [ming, ada] = await Promise.all([
    WebPage.enter(browser, network.pageUrl, '小明'),
    WebPage.enter(browser, server.url, 'Ada'),
  ]);
  network.pullOut();
  await ming.say('written offline');
  await ada.say('while you were away');
  await ada.hears('while you were away');
  assert.deepEqual(await ada.texts(), ['while you were away']);
  assert.equal(await ming.message('written offline').getAttribute('data-state'), 'pending');
  assert.notEqual(await ming.at('connection').getAttribute('data-state'), 'live');

  network.plugIn();
  await ming.reconnects();
  await Promise.all([ming.hears('written offline'), ada.hears('written offline')]);
  for (const each of [ming, ada]) {
    assert.deepEqual(await each.texts(), ['while you were away', 'written offline']);
  }
  await Promise.all([ming.close(), ada.close()]);
  await server.stop();
});

test('[R20] [R21] an outbox outlives its tab, and two tabs that send it say it once', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  const [ming, ada] = await Promise.all([
    WebPage.enter(browser, server.url, '小明'),
    WebPage.enter(browser, server.url, 'Ada'),
  ]);
  const beside = await ming.again(server.url);
  await server.kill9();
  await ming.say('sent by whoever comes first');
  await ming.message('sent by whoever comes first').waitFor();
  await ming.page.close();

  await using restarted = await server.again();
  const returned = await beside.again(server.url);
  await Promise.all([beside, ada].map((each) => each.reconnects()));
  await Promise.all([beside, returned, ada].map((each) => each.hears('sent by whoever comes first')));
  await ada.say('heard you');
  await Promise.all([beside, returned].map((each) => each.hears('heard you')));
  for (const each of [beside, returned, ada]) {
    assert.deepEqual(await each.texts(), ['sent by whoever comes first', 'heard you']);
  }
  await Promise.all([beside.close(), ada.close()]);
  await restarted.stop();
});
