import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { suite, test } from 'node:test';
import { RawSocket } from '../../support/raw-socket.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const HELLO_MS_MAX = 10_000;
const HEADERS_MS_MAX = 10_000;
/** A look at slow requests every two seconds, and a busy machine. */
const SLACK_MS = 5_000;

async function closesWithin(minMs: number, maxMs: number, closed: Promise<unknown>): Promise<void> {
  const beganAtMs = performance.now();
  await closed;
  const tookMs = performance.now() - beganAtMs;
  assert.ok(tookMs > minMs && tookMs < maxMs, `it took ${tookMs} ms`);
}

suite('silence', { concurrency: true }, () => {
  test('[NET-3] [S6] a hello that never comes closes the socket after 10 s, with a code that says come back', async () => {
    const client = await WireClient.open(server.webSocket('/ws'));
    await closesWithin(HELLO_MS_MAX - 500, HELLO_MS_MAX + SLACK_MS, client.closed);
    assert.equal((await client.closed).code, 4408);
  });

  test('[S6] pings do not count as a hello', async () => {
    const { socket } = await RawSocket.upgrade(server.port, '/ws');
    socket.frame('ping', 'still here');
    await closesWithin(HELLO_MS_MAX - 500, HELLO_MS_MAX + SLACK_MS, socket.closed());
    assert.equal((await socket.closed())?.code, 4408);
  });

  test('[S5] an upgrade whose headers never end is cut', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.resume();
    socket.write('GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: web');
    await closesWithin(HEADERS_MS_MAX - 500, HEADERS_MS_MAX + SLACK_MS, once(socket, 'close'));
  });

  test('[S5] a flood of headers is refused, and the server goes on', async () => {
    const headers = Array.from({ length: 2_500 }, (_, index) => `X-${index}: y`);
    const { status, socket } = await RawSocket.upgrade(server.port, '/ws', headers);
    assert.equal(status, 431);
    socket[Symbol.dispose]();
    const { client } = await WireClient.enter(server.webSocket('/ws'));
    await client.close();
  });
});
