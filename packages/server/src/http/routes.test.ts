import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlobId } from '@teahouse/protocol/ids';
import { LOBBY } from '@teahouse/protocol/ids';
import { Metrics } from '../runtime/metrics.ts';
import { Desk, MING } from '../testing/desk.ts';
import { SlowArchive } from '../testing/slow-archive.ts';
import { routes } from './routes.ts';

const PAGE = new Uint8Array(Buffer.from('<!doctype html><title>茶馆</title>'));
const SMALL_PAGE = new Uint8Array(Buffer.from('compressed'));
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

async function setUp() {
  const desk = await Desk.open();
  const blob = { id: 'b_1' as BlobId, type: 'image/svg+xml', bytes: SVG };
  await desk.commit({ type: 'send', author: MING, room: LOBBY, text: '', blob });
  const slow = new SlowArchive(desk.archive);
  const state: { isReady: boolean; bus: 'connected' | 'away' | null } = { isReady: true, bus: null };
  const files = new Map([
    [
      '/index.html',
      { bytes: PAGE, brotli: SMALL_PAGE, type: 'text/html; charset=utf-8', cacheControl: 'no-cache' },
    ],
  ]);
  const metrics = new Metrics();
  const troubles: unknown[] = [];
  const app = routes({
    archive: slow.archive,
    metrics: () => metrics.text(),
    files,
    isReady: () => state.isReady,
    busStatus: () => state.bus,
    onTrouble: (error) => troubles.push(error),
  });
  return { slow, state, troubles, get: (path: string) => app.request(path), app };
}

test('[S2] every answer bears the headers that keep a page from running what is not ours', async () => {
  const { get } = await setUp();
  for (const path of ['/', '/healthz', '/missing.js', '/metrics', '/blobs/none', '/rooms/lobby']) {
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"])
      assert.ok(policy.includes(rule), `${path}: ${rule}`);
    assert.ok(
      policy.includes("frame-ancestors 'none'") && policy.includes("require-trusted-types-for 'script'"),
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    assert.equal(headers.get('x-frame-options'), 'SAMEORIGIN', path);
    assert.equal(headers.get('x-powered-by'), null, path);
  }
});

test('[S23] an attachment is never shown by a browser, whatever it is', async () => {
  const { get } = await setUp();
  const answer = await get('/blobs/b_1');
  assert.equal(answer.status, 200);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), SVG);
  assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
  assert.equal(answer.headers.get('content-disposition'), 'attachment');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.match(answer.headers.get('content-security-policy') ?? '', /^sandbox; default-src 'none'/);
  assert.match(answer.headers.get('cache-control') ?? '', /^private/);
});

test('[S14] an attachment without its address is not there', async () => {
  const { get } = await setUp();
  for (const id of ['b_2', 'B_1', '%2e%2e', 'b_1%00', 'b_1/x', ''])
    assert.notEqual((await get(`/blobs/${id}`)).status, 500, id);
  for (const id of ['b_2', 'B_1', 'b_1%00']) assert.equal((await get(`/blobs/${id}`)).status, 404, id);
});

test('the client is served for every place inside it, and no file that is not there', async () => {
  const { get } = await setUp();
  for (const path of ['/', '/rooms/lobby']) {
    const answer = await get(path);
    assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), PAGE);
  }
  assert.equal((await get('/assets/missing.js')).status, 404);
});

test('health says that it runs, readiness whether it takes part', async () => {
  const { get, state } = await setUp();
  assert.equal((await get('/healthz')).status, 200);
  const readiness = async () => {
    const answer = await get('/readyz');
    return [answer.status, await answer.text()];
  };
  assert.deepEqual(await readiness(), [200, 'ready\n']);
  // Messages still come, a second later.
  state.bus = 'away';
  assert.deepEqual(await readiness(), [200, 'ready\nnats away\n']);
  state.isReady = false;
  assert.deepEqual(await readiness(), [503, 'not ready\nnats away\n']);
  assert.equal((await get('/healthz')).status, 200);
});

test('metrics are in the text format of Prometheus', async () => {
  const { get } = await setUp();
  const answer = await get('/metrics');
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  assert.match(await answer.text(), /# TYPE teahouse_commands_total counter/);
});

test('[S27] a failure tells nothing of itself', async () => {
  const { get, slow, troubles } = await setUp();
  slow.fail('blob');
  const answer = await get('/blobs/b_1');
  assert.equal(answer.status, 500);
  assert.equal(await answer.text(), 'internal error\n');
  assert.equal(troubles.length, 1);
});

test('[S26] nothing on HTTP changes anything', async () => {
  const { app } = await setUp();
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    assert.equal((await app.request('/blobs/b_1', { method })).status, 404, method);
  }
});

test('a browser that takes it gets the page compressed, and caches keep the two apart', async () => {
  const { app } = await setUp();
  const asked = async (accepted: string) => {
    const answer = await app.request('/', { headers: { 'Accept-Encoding': accepted } });
    assert.equal(answer.headers.get('vary'), 'Accept-Encoding');
    return {
      coding: answer.headers.get('content-encoding'),
      bytes: new Uint8Array(await answer.arrayBuffer()),
    };
  };
  assert.deepEqual(await asked('gzip, deflate, br, zstd'), { coding: 'br', bytes: SMALL_PAGE });
  for (const accepted of ['', 'gzip', 'identity'])
    assert.deepEqual(await asked(accepted), { coding: null, bytes: PAGE }, accepted);
});
