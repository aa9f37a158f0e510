import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveServer } from '../testing/live-server.ts';
import { RawClient, upgradeRequest } from '../testing/raw-client.ts';

/** The server is as well as before: someone new is welcomed. */
async function assertWell(live: LiveServer): Promise<void> {
  const client = await RawClient.welcomed(live.port);
  client.destroy();
  assert.deepEqual(live.troubles, []);
}

test('[S5] a request of 2,500 headers is no reason to fall', async () => {
  await using live = await LiveServer.start();
  const many = Array.from({ length: 2_500 }, (_, index) => `A${index}: 1\r\n`).join('');
  const client = await RawClient.connect(live.port);
  client.write(upgradeRequest('/ws', many));
  await client.ended();
  assert.match(client.head, /^HTTP\/1\.1 431 /);
  client.destroy();
  await assertWell(live);
});

test('[S5] more headers than are read are not read, and the upgrade is none', async () => {
  await using live = await LiveServer.start();
  const client = await RawClient.connect(live.port);
  const many = Array.from({ length: 150 }, (_, index) => `A${index}: 1\r\n`).join('');
  client.write(
    `GET /ws HTTP/1.1\r\nHost: x\r\n${many}${upgradeRequest('/ws').split('\r\n').slice(2).join('\r\n')}`,
  );
  await client.until((text) => text.includes('\r\n\r\n'));
  assert.doesNotMatch(client.head, /^HTTP\/1\.1 101 /);
  client.destroy();
  await assertWell(live);
});

const HASTY = {
  headersTimeout: 50,
  requestTimeout: 100,
  connectionsCheckingInterval: 10,
  keepAliveTimeout: 50,
  maxHeaderSize: 16_384,
};
for (const [what, bytes] of [
  ['never ends its headers', 'GET /ws HTTP/1.1\r\nHost: x\r\nX-'],
  ['says nothing at all', ''],
  ['never ends its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx'],
] as const) {
  test(`[S5] a client that ${what} is cut`, async () => {
    await using live = await LiveServer.start({ limits: HASTY });
    const client = await RawClient.connect(live.port);
    client.write(bytes);
    await client.ended();
    client.destroy();
    await assertWell(live);
  });
}

const REFUSED = [
  ['/nowhere', '', 404],
  ['/ws', 'Origin: https://evil.example\r\n', 403],
  ['/ws', 'Origin: null\r\n', 403],
  ['/', 'Origin: http://127.0.0.1.evil.example\r\n', 403],
] as const;
for (const [path, headers, status] of REFUSED) {
  test(`[S1] ${path} ${headers.trim()} is answered ${status}, and the socket is given up`, async () => {
    await using live = await LiveServer.start();
    const client = await RawClient.upgrade(live.port, path, headers);
    assert.match(client.head, new RegExp(`^HTTP/1.1 ${status} `));
    await client.ended();
    assert.equal(await live.openSockets(), 0, 'though the client keeps its side open');
    client.destroy();
  });
}

for (const headers of ['', 'Origin: https://friend.example\r\n', 'Origin: http://localhost:5173\r\n']) {
  test(`[S1] an upgrade with ${headers.trim() || 'no origin'} is accepted`, async () => {
    await using live = await LiveServer.start();
    const client = await RawClient.upgrade(live.port, '/ws', headers);
    assert.match(client.head, /^HTTP\/1\.1 101 /);
    client.destroy();
  });
}

test('[S5] one address has so many connections, and one that goes makes room', async () => {
  await using live = await LiveServer.start({ connectionsPerAddressMax: 2 });
  const first = await RawClient.welcomed(live.port);
  const second = await RawClient.welcomed(live.port);
  const third = await RawClient.upgrade(live.port, '/ws');
  assert.match(third.head, /^HTTP\/1\.1 429 /);
  first.destroy();
  while (live.connections.count > 1) await new Promise(setImmediate);
  const fourth = await RawClient.welcomed(live.port);
  for (const client of [second, third, fourth]) client.destroy();
});

test('[R15] [R29] a server that drains, or has lost its store, takes no new sockets', async () => {
  await using live = await LiveServer.start();
  live.isReady = false;
  const client = await RawClient.upgrade(live.port, '/ws');
  assert.match(client.head, /^HTTP\/1\.1 503 /);
  client.destroy();
});
