import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { NatsServer } from '@teahouse/server/bus/nats/testing/nats-server';
import { PostgresServer } from '@teahouse/server/storage/postgres/testing/postgres-server';
import { ended, startTeahouse } from '../../support/server-process.ts';

/** So long the load goes on between two faults: long enough that some of it falls into each. */
const BETWEEN_MS = 2_000;

test('[LOG-1] [LOG-2] [LOG-3] [SYNC-1] [SYNC-3] [BUS-1] [R2] [R9] [R15] [R19] [R28] three nodes, NATS and PostgreSQL are harmed in turn under load: nothing is lost, doubled, reordered or missed', async () => {
  await using postgres = await PostgresServer.start();
  let nats = await NatsServer.start();
  const child = startTeahouse([
    ...['torture', '--nodes', '3', '--clients', '30', '--kills', '4'],
    ...['--database-url', postgres.url(), '--nats-url', nats.address],
  ]);
  const end = ended(child);
  const faults: (() => Promise<void>)[] = [
    () => nats.kill(),
    async () => {
      nats = await nats.successor();
    },
    async () => nats.freeze(),
    async () => nats.thaw(),
    () => postgres.stop('quickly'),
    () => postgres.startAgain(),
  ];
  for (const fault of faults) {
    await after(BETWEEN_MS);
    await fault();
  }
  const { code, stdout, stderr } = await end;
  assert.equal(code, 0, stdout + stderr);
  for (const kind of ['lost', 'doubled', 'reordered', 'seen but lost', 'missed']) {
    assert.match(stdout, new RegExp(`^${kind} +0$`, 'm'), stdout);
  }
  assert.match(stdout, /^kills +4$/m);
  await nats[Symbol.asyncDispose]();
});
