import assert from 'node:assert/strict';
import test from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { openChat, textsOf, until } from './chats.ts';
import { Proxy } from './proxy.ts';

/** Two intervals of silence, the beat in which it is noticed, and what a busy machine takes. */
const NOTICED_MS_MAX = 3 * HEARTBEAT_INTERVAL_MS + 10_000;
const LOOK_EVERY_MS = 1_000;

test('[R16] a connection that is dead without having been closed is noticed by both ends, and nothing is lost', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  await using proxy = await Proxy.before(server.port);
  using far = await openChat(proxy.url, 'far');
  using near = await openChat(server.webSocket('/ws'), 'near');
  const beganMs = performance.now();
  proxy.swallow();
  far.send(LOBBY, 'from far');
  near.send(LOBBY, 'from near');

  const both = ['from far', 'from near'];
  for (const chat of [far, near]) await until(chat, () => both.every((text) => textsOf(chat).includes(text)));
  assert.ok(performance.now() - beganMs < NOTICED_MS_MAX, 'the client notices');
  for (const chat of [far, near]) assert.deepEqual(textsOf(chat).toSorted(), both);
  // The server knew of three connections: the two that live, and the dead one until it noticed.
  while ((await connections(server)) > 2) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  assert.ok(performance.now() - beganMs < NOTICED_MS_MAX, 'the server notices');
});

async function connections(server: ServerProcess): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^teahouse_connections (\d+)$/m.exec(metrics)?.[1]);
}
