import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveServer } from '../testing/live-server.ts';
import { StreamClient, statusOf } from '../testing/stream-client.ts';

const HELLO = '{"type":"hello"}';

for (const Origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
  test(`[S1] a page of ${Origin} opens no stream, reads none, and posts nothing`, async () => {
    await using live = await LiveServer.start();
    const client = await StreamClient.welcomed(live.port);
    const path = `/stream/${client.session}/1`;
    const headers = { Origin, Authorization: `Bearer ${client.token}` };
    const asked = [
      { body: HELLO, headers: { Origin } },
      // What a page may send anywhere without asking before.
      { body: HELLO, headers: { Origin, 'Content-Type': 'text/plain' } },
      { method: 'GET', headers },
      { method: 'OPTIONS', headers },
      { path, body: '{"type":"rooms","id":"r"}', headers },
    ] as const;
    for (const opening of asked) {
      const answer = await StreamClient.open(live.port, opening);
      assert.equal(answer.status, 403);
      assert.equal(answer.response.headers['access-control-allow-origin'], undefined);
      answer.destroy();
    }
    assert.equal(live.connections.count, 1);
    client.destroy();
  });
}

for (const Origin of ['https://friend.example', 'http://localhost:5173', 'http://127.0.0.1:1']) {
  test(`[S1] a page of ${Origin}, which is trusted, is told by its browser that it may`, async () => {
    await using live = await LiveServer.start();
    const preflight = await StreamClient.open(live.port, { method: 'OPTIONS', headers: { Origin } });
    assert.equal(preflight.status, 204);
    const { headers } = preflight.response;
    assert.equal(headers['access-control-allow-origin'], Origin);
    assert.match(headers['access-control-allow-headers'] ?? '', /Authorization.*Last-Event-ID/);
    assert.equal(headers['access-control-allow-credentials'], undefined, 'there are no cookies to send');
    assert.equal(headers.vary, 'Origin');
    const client = await StreamClient.open(live.port, { body: HELLO, headers: { Origin } });
    await client.until(() => client.frames('welcome').length === 1);
    assert.equal(client.response.headers['access-control-allow-origin'], Origin);
    client.destroy();
  });
}

test('[S5] streams and WebSockets of one address are counted together', async () => {
  await using live = await LiveServer.start({ connectionsPerAddressMax: 2 });
  const first = await StreamClient.welcomed(live.port);
  const second = await StreamClient.welcomed(live.port);
  const refused = await StreamClient.open(live.port, { body: HELLO });
  assert.equal(refused.status, 429);
  assert.equal(refused.response.headers['retry-after'], '1');
  assert.equal(await first.post({ type: 'rooms', id: 'r' }), 204, 'who is in may go on');
  live.connections.byeToAll(0);
  await Promise.all([first.ended(), second.ended()]);
  const third = await StreamClient.welcomed(live.port);
  for (const client of [refused, third]) client.destroy();
});

test('[R15] a node that does not take part opens no stream', async () => {
  await using live = await LiveServer.start();
  const client = await StreamClient.welcomed(live.port);
  live.isReady = false;
  assert.equal(await statusOf(live.port, { body: HELLO }), 503);
  const headers = { Authorization: `Bearer ${client.token}` };
  assert.equal(await statusOf(live.port, { method: 'GET', headers }), 503);
  live.connections.endAll('stale');
  await client.ended();
  assert.equal(client.closeCode, 4503);
});
