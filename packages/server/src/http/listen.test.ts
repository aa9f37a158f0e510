import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createHttpServer, listen } from './listen.ts';

const LOOPBACK = { port: 0, host: '127.0.0.1' };

test('[S11] a port that is taken is told to whoever starts', async () => {
  const troubles: unknown[] = [];
  const first = createHttpServer(() => {});
  await listen(first, LOOPBACK, (error) => troubles.push(error));
  const { port } = first.address() as AddressInfo;
  const second = createHttpServer(() => {});
  await assert.rejects(
    listen(second, { ...LOOPBACK, port }, () => assert.fail()),
    { code: 'EADDRINUSE' },
  );
  assert.deepEqual(troubles, []);
  first.close();
});

test('[S11] trouble with a connection ends nothing', async () => {
  const troubles: unknown[] = [];
  const server = createHttpServer(() => {});
  await listen(server, LOOPBACK, (error) => troubles.push(error));
  const noDescriptor = new Error('EMFILE');
  server.emit('error', noDescriptor);
  assert.deepEqual(troubles, [noDescriptor]);
  server.close();
});

test('[S5] every limit of HTTP is set', () => {
  const server = createHttpServer(() => {});
  assert.equal(server.headersTimeout, 10_000);
  assert.equal(server.requestTimeout, 15_000);
  assert.equal(server.keepAliveTimeout, 5_000);
  assert.equal(server.maxHeadersCount, 100);
});
