import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type App, startApp } from './app.ts';
import { readConfig } from './config.ts';
import { createCommitter } from './engine/batch.ts';
import type { Committer } from './engine/engine.ts';
import { systemClock } from './runtime/clock.ts';
import { createLogger } from './runtime/logger.ts';
import { StoreFailure } from './storage/log.ts';
import { MemoryStore } from './storage/memory/memory-store.ts';
import { clientFrame, RawClient } from './testing/raw-client.ts';
import { CLOSE, TEXT } from './testing/sent-frames.ts';

interface Started {
  readonly app: App;
  readonly closed: string[];
}

async function start(around: (committer: Committer) => Committer = (it) => it): Promise<Started> {
  const memory = new MemoryStore(() => 'name');
  const committer = around(createCommitter(memory.openLog(), systemClock));
  const closed: string[] = [];
  const store = { committer, archive: memory.openArchive(), close: async () => void closed.push('store') };
  const config = readConfig(['--port', '0', '--log-level', 'silent'], {});
  const logger = createLogger('silent');
  const app = await startApp({ config, store, logger, webFolder: '/nowhere', onFatal: () => assert.fail() });
  return { app, closed };
}

test('a server that started has a lobby in which people chat, plain and not', async () => {
  const { app } = await start();
  const ming = await RawClient.welcomed(app.port, '{"type":"hello","name":"Ming"}');
  const plain = await RawClient.upgrade(app.port, '/');
  plain.text('hello');
  await ming.until((text) => text.includes('"text":"hello"'));
  ming.text('{"type":"send","id":"c1","room":"lobby","text":"你好"}');
  await plain.until((text) => Buffer.from(text, 'latin1').toString().includes('Ming：你好'));
  for (const client of [ming, plain]) client.destroy();
  await app.stop();
});

test('[R29] on stopping, commands are finished, everyone is told to come back, and the store is closed last', async () => {
  const { app, closed } = await start();
  const client = await RawClient.welcomed(app.port);
  const sends = [...Array(20).keys()].map((n) => `{"type":"send","id":"c${n}","room":"lobby","text":"x"}`);
  client.write(Buffer.concat(sends.map((text) => clientFrame(TEXT, Buffer.from(text)))));
  await client.until((text) => text.includes('"type":"ok"'));
  const stopping = app.stop();
  await client.until((text) => text.includes('restarting'));
  client.frame(CLOSE, Buffer.from([0x03, 0xf4]));
  await client.ended();
  client.destroy();
  await stopping;
  const types = client.frames.slice(0, -1).map(({ payload }) => JSON.parse(payload.toString()).type);
  assert.equal(types.filter((type) => type === 'ok').length, 20);
  assert.equal(types.at(-1), 'bye');
  assert.equal(client.frames.at(-1)?.payload.readUInt16BE(0), 1012);
  assert.deepEqual(closed, ['store']);
});

test('[R22] a server that cannot store its lobby does not start', async () => {
  const full = async () => Promise.reject(new StoreFailure('storage_full', { fatal: false }));
  await assert.rejects(
    start(() => ({ commit: full })),
    /The disk is full/,
  );
});

test('readiness, health and metrics are told on the same port', async () => {
  const { app } = await start();
  const client = await RawClient.welcomed(app.port);
  for (const path of ['/healthz', '/readyz']) {
    assert.equal((await fetch(`http://127.0.0.1:${app.port}${path}`)).status, 200, path);
  }
  const metrics = await (await fetch(`http://127.0.0.1:${app.port}/metrics`)).text();
  assert.match(metrics, /^teahouse_connections 1$/m);
  assert.match(metrics, /^teahouse_commands_total\{type="register",outcome="ok"\} 1$/m);
  client.destroy();
  await app.stop();
});
