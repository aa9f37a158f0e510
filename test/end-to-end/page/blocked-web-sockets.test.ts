import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TestBrowser } from '../../support/browser.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WebPage } from '../../support/web-page.ts';
import { BadNetwork } from '../faults/bad-network.ts';

const browser = await TestBrowser.start();
after(() => browser[Symbol.asyncDispose]());

for (const how of ['refuse', 'swallow'] as const) {
  test(`where proxies ${how} WebSockets the page chats all the same, and after them it goes back`, async () => {
    await using folder = await dataFolder();
    await using server = await ServerProcess.start({ data: folder.path });
    await using network = await BadNetwork.before(server.port);
    network.webSockets = how;
    const [ming, ada] = await Promise.all([
      WebPage.enter(browser, network.pageUrl, '小明'),
      WebPage.enter(browser, server.url, 'Ada'),
    ]);
    await ming.connectionIs('live');
    await ming.say('你好 🍵');
    await ada.hears('你好 🍵');
    await ada.say('welcome');
    await ming.hears('welcome');
    const refused = network.upgrades;

    network.pullOut();
    await ming.say('said in the tunnel');
    network.plugIn();
    await ming.reconnects();
    await ada.hears('said in the tunnel');
    assert.equal(network.upgrades, refused, 'it is known that WebSockets are blocked');

    network.webSockets = 'pass';
    await ming.page.reload();
    await ming.connectionIs('live');
    await ming.say('back again');
    await ada.hears('back again');
    assert.equal(network.upgrades, refused + 1);
    assert.deepEqual(await ming.texts(), await ada.texts());
    for (const each of [ming, ada]) each.assertNoAlarm();
    await Promise.all([ming.close(), ada.close()]);
  });
}
