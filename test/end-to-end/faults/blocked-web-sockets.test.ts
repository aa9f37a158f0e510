import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { LOBBY } from '@teahouse/protocol/ids';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { BadNetwork } from './bad-network.ts';
import { openChat, textsOf, until } from './chats.ts';

const MESSAGES = 30;
/** A post that is under way when the network is cut, now and then. */
const CUT_EVERY_MS = 150;

describe('where WebSockets are blocked', { concurrency: true }, () => {
  for (const how of ['refuse', 'swallow'] as const) {
    test(`by a proxy that would ${how} them, a chat goes on over HTTP by itself`, async () => {
      await using folder = await dataFolder();
      await using server = await ServerProcess.start({ data: folder.path });
      await using network = await BadNetwork.before(server.port);
      network.webSockets = how;
      using far = await openChat(network.url, 'far');
      using near = await openChat(server.webSocket('/ws'), 'near');
      far.send(LOBBY, '你好 🍵');
      await until(near, () => textsOf(near).includes('你好 🍵'));
      near.send(LOBBY, 'welcome');
      await until(far, () => textsOf(far).includes('welcome'));
      assert.deepEqual(textsOf(far), textsOf(near));
      assert.equal(network.upgrades, how === 'refuse' ? 2 : 1);
    });
  }

  test('[LOG-3] [SYNC-1] a network that breaks again and again loses and doubles nothing', async () => {
    await using folder = await dataFolder();
    await using server = await ServerProcess.start({ data: folder.path });
    await using network = await BadNetwork.before(server.port);
    network.webSockets = 'refuse';
    using far = await openChat(network.url, 'far');
    using near = await openChat(server.webSocket('/ws'), 'near');
    const sent = Array.from({ length: MESSAGES }, (_, index) => [`far ${index}`, `near ${index}`] as const);
    for (const [index, [fromFar, fromNear]] of sent.entries()) {
      far.send(LOBBY, fromFar);
      near.send(LOBBY, fromNear);
      if (index % 5 !== 0) continue;
      await after(CUT_EVERY_MS);
      network.pullOut();
      network.plugIn();
      far.reconnectNow();
    }
    for (const chat of [far, near]) await until(chat, () => textsOf(chat).length >= 2 * MESSAGES);
    assert.deepEqual(textsOf(far), textsOf(near));
    assert.deepEqual(textsOf(near).toSorted(), sent.flat().toSorted());
    for (const from of ['far', 'near']) {
      const inOrder = textsOf(near).filter((text) => text.startsWith(from));
      assert.deepEqual(
        inOrder,
        inOrder.map((_, index) => `${from} ${index}`),
      );
    }
  });

  test('a server that restarts ends its streams in order, and they come back to it', async () => {
    await using folder = await dataFolder();
    await using server = await ServerProcess.start({ data: folder.path });
    await using network = await BadNetwork.before(server.port);
    network.webSockets = 'refuse';
    using far = await openChat(network.url, 'far');
    const { code, stderr } = await server.stop();
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    far.send(LOBBY, 'said while it was away');
    await using again = await server.again();
    assert.equal(again.port, server.port);
    far.reconnectNow();
    await until(far, () => textsOf(far).includes('said while it was away') && far.outbox.length === 0);
  });
});
