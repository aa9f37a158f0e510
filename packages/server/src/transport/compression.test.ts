import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveServer } from '../testing/live-server.ts';
import { RawClient } from '../testing/raw-client.ts';

test('[S4] compression is not agreed to, so nothing can inflate', async () => {
  await using live = await LiveServer.start();
  const offer = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n';
  const client = await RawClient.upgrade(live.port, '/ws', offer);
  assert.match(client.head, /^HTTP\/1\.1 101 /);
  assert.doesNotMatch(client.head, /sec-websocket-extensions/i);
  client.destroy();
});
