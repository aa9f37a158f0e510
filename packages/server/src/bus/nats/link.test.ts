import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LOBBY } from '@teahouse/protocol/ids';
import { event, Heard } from '../bus-contract.ts';
import { UNCONFIRMED_BYTES_MAX } from '../unconfirmed.ts';
import { ComplainingServer } from './testing/complaining-server.ts';
import { NatsServer } from './testing/nats-server.ts';
import { connected, NodeUnderTest, settle } from './testing/node-under-test.ts';

const KIB_64 = 65_536;

/** Two nodes, of which one listens to the lobby. */
async function twoNodes(address: string) {
  const here = new NodeUnderTest({ address });
  const there = new NodeUnderTest({ address });
  const heard = new Heard();
  there.bus.subscribe(LOBBY, heard);
  await connected(here, there);
  await settle(here, there);
  return {
    here,
    there,
    heard,
    async [Symbol.asyncDispose]() {
      await here[Symbol.asyncDispose]();
      await there[Symbol.asyncDispose]();
    },
  };
}

test('[R9] NATS is killed and comes back empty while events are published: later ones flow, nobody notices', async () => {
  await using server = await NatsServer.start();
  await using nodes = await twoNodes(server.address);
  const { here, there, heard } = nodes;
  const own = new Heard();
  here.bus.subscribe(LOBBY, own);
  for (let seq = 1; seq <= 10; seq++) here.bus.publish([event(LOBBY, seq)]);
  await settle(here, there);
  const killed = server.kill();
  for (let seq = 11; seq <= 20; seq++) here.bus.publish([event(LOBBY, seq)]);
  await killed;
  await Promise.all([here.until('away'), there.until('away')]);
  for (let seq = 21; seq <= 30; seq++) here.bus.publish([event(LOBBY, seq)]);
  assert.ok(here.bus.counts.droppedAway >= 10);
  await using successor = await server.successor();
  await connected(here, there);
  await settle(here, there);
  for (let seq = 31; seq <= 40; seq++) here.bus.publish([event(LOBBY, seq)]);
  await settle(here, there);
  assert.ok(successor.port === server.port);
  assert.deepEqual(own.of(LOBBY), range(1, 40), 'own listeners need no NATS');
  assert.deepEqual(
    heard.of(LOBBY).filter((seq) => seq <= 10 || seq > 30),
    [...range(1, 10), ...range(31, 40)],
  );
  assert.deepEqual(
    heard.of(LOBBY).filter((seq) => seq > 20 && seq <= 30),
    [],
    'what was dropped stays dropped',
  );
  assert.deepEqual(here.statuses, ['connected', 'away', 'connected']);
  assert.equal(here.bus.counts.connectionsLost, 1);
  assert.deepEqual([...here.troubles, ...there.troubles], []);
});

test('[R9] a node that starts while NATS is away works, and finds it later', async () => {
  await using server = await NatsServer.start();
  await server.kill();
  await using here = new NodeUnderTest({ address: server.address });
  const own = new Heard();
  here.bus.subscribe(LOBBY, own);
  await here.until('away');
  here.bus.publish([event(LOBBY, 1)]);
  assert.deepEqual(own.of(LOBBY), [1]);
  await using successor = await server.successor();
  await using there = new NodeUnderTest({ address: successor.address });
  await connected(here, there);
  await settle(here);
  there.bus.publish([event(LOBBY, 2)]);
  await settle(here, there);
  assert.deepEqual(own.of(LOBBY), [1, 2]);
});

test('[R9] a node that is closed while NATS is away is closed at once', async () => {
  await using server = await NatsServer.start();
  await server.kill();
  const node = new NodeUnderTest({ address: server.address });
  await node[Symbol.asyncDispose]();
  assert.equal(node.bus.status, 'away');
});

test('[R9] [S10] a NATS that does not read costs no more than its bound, and is given up', async () => {
  await using server = await NatsServer.start();
  await using nodes = await twoNodes(server.address);
  const { here, there, heard } = nodes;
  server.freeze();
  const large = event(LOBBY, 1, Buffer.alloc(KIB_64));
  const count = 4 * (UNCONFIRMED_BYTES_MAX / KIB_64);
  for (let sent = 0; sent < count; sent++) here.bus.publish([large]);
  assert.ok(here.bus.counts.droppedBehind >= count * 0.75);
  await Promise.all([here.until('away'), there.until('away')]);
  server.thaw();
  await connected(here, there);
  await settle(here, there);
  here.bus.publish([event(LOBBY, 2)]);
  await settle(here, there);
  assert.ok(heard.of(LOBBY).includes(2));
});

test('[R9] a node that is too slow for NATS is cut off, comes back, and hears what is new', async () => {
  const settings = ['max_payload: 131072', 'max_pending: 131072', 'write_deadline: "200ms"'];
  await using server = await NatsServer.start({ settings });
  await using nodes = await twoNodes(server.address);
  const { here, there, heard } = nodes;
  // This thread does nothing until the program ends, and so reads nothing of what it says.
  const flood = fileURLToPath(new URL('testing/flood.ts', import.meta.url));
  execFileSync(process.execPath, [flood, `127.0.0.1:${server.port}`, 'teahouse.one.lobby']);
  await there.until('away');
  await connected(here, there);
  await settle(here, there);
  here.bus.publish([event(LOBBY, 1)]);
  await settle(here, there);
  assert.deepEqual(heard.of(LOBBY), [1]);
  assert.equal(there.bus.counts.connectionsLost, 1);
  assert.match(server.log, /Slow Consumer/);
});

test('[R9] what NATS complains of is told or counted, and the connection that it ends is made anew', async () => {
  await using server = await ComplainingServer.start();
  await using node = new NodeUnderTest({ address: server.address });
  await node.until('connected');
  server.complain('Slow Consumer');
  server.complain('Permissions Violation for Subscription to "teahouse.one.lobby"');
  server.hangUp();
  await node.until('away');
  await node.until('connected');
  assert.equal(node.bus.counts.slowConsumer, 1);
  assert.match(node.troubles.join(), /Permissions Violation/);
  assert.equal(node.troubles.length, 1);
});

function range(first: number, last: number): number[] {
  return [...Array(last - first + 1).keys()].map((index) => first + index);
}
