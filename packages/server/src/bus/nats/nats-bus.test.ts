import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '@nats-io/transport-node';
import { LOBBY } from '@teahouse/protocol/ids';
import { event, Heard, ROOM } from '../bus-contract.ts';
import { encodeEvent, encodeHead, ORIGIN_BYTES } from './message.ts';
import { SECRET_BYTES_MIN, Seal } from './seal.ts';
import { NatsServer } from './testing/nats-server.ts';
import { connected, NodeUnderTest, SECRET, settle } from './testing/node-under-test.ts';

const STRANGER = Buffer.alloc(ORIGIN_BYTES, 9);
const SUBJECT = 'teahouse.one.lobby';

test('nodes of another cluster hear nothing, even with the same secret', async () => {
  await using server = await NatsServer.start();
  await using here = new NodeUnderTest({ address: server.address });
  await using there = new NodeUnderTest({ address: server.address, cluster: 'two' });
  await connected(here, there);
  const heard = new Heard();
  there.bus.subscribe(LOBBY, heard);
  await settle(there);
  here.bus.publish([event(LOBBY, 1)]);
  await settle(here, there);
  assert.deepEqual(heard.events, []);
});

test('[S10] a node subscribes once to each stream that it shows, and to nothing else', async () => {
  await using server = await NatsServer.start({ settings: ['trace: true'] });
  await using node = new NodeUnderTest({ address: server.address });
  await node.until('connected');
  const first = node.bus.subscribe(LOBBY, new Heard());
  const second = node.bus.subscribe(LOBBY, new Heard());
  first[Symbol.dispose]();
  node.bus.publish([event(LOBBY, 1), event(ROOM, 1)]);
  second[Symbol.dispose]();
  await settle(node);
  const asked = server.log.matchAll(/<<- \[((?:UN)?SUB [^\]]*)\]/g);
  assert.deepEqual(
    [...asked].map(([, command = '']) => command.replace(/ +/g, ' ').trim()),
    [`SUB ${SUBJECT} 1`, 'UNSUB 1'],
  );
});

test('[S29] what was not sealed by a node for this stream is believed by nobody, and counted', async () => {
  await using server = await NatsServer.start();
  await using node = new NodeUnderTest({ address: server.address });
  await node.until('connected');
  const heard = new Heard();
  node.bus.subscribe(LOBBY, heard);
  node.bus.subscribe(ROOM, heard);
  await settle(node);

  const next = encodeEvent(STRANGER, event(LOBBY, 1));
  const ofTheRoom = new Seal(SECRET).close('teahouse.one.lobby', next);
  const forged: [subject: string, bytes: Uint8Array][] = [
    [SUBJECT, Buffer.alloc(0)],
    [SUBJECT, Buffer.from('{"type":"message","seq":1}')],
    [SUBJECT, next],
    [SUBJECT, Buffer.concat([Buffer.alloc(16), next])],
    [SUBJECT, new Seal(Buffer.alloc(SECRET_BYTES_MIN, 6)).close(SUBJECT, next)],
    [SUBJECT, new Seal(Buffer.alloc(SECRET_BYTES_MIN, 6)).close(SUBJECT, encodeHead(STRANGER, 1_000_000))],
    [`teahouse.one.${ROOM}`, ofTheRoom],
  ];
  await sayAsStranger(server, forged);
  await settle(node);
  assert.deepEqual([heard.events, heard.heads], [[], []]);
  assert.equal(node.bus.counts.forged, forged.length);

  const sealed = (content: Uint8Array) => new Seal(SECRET).close(SUBJECT, content);
  await sayAsStranger(server, [
    [SUBJECT, sealed(Buffer.alloc(0))],
    [SUBJECT, sealed(Buffer.concat([Buffer.of(7), next.subarray(1)]))],
    [SUBJECT, sealed(next)],
  ]);
  await settle(node);
  assert.equal(node.bus.counts.malformed, 2);
  assert.deepEqual(heard.of(LOBBY), [1], 'what another node sealed is heard');
  assert.deepEqual(node.troubles, []);
});

test('own events that come back from the network are not heard again', async () => {
  await using server = await NatsServer.start();
  await using here = new NodeUnderTest({ address: server.address });
  await here.until('connected');
  const heard = new Heard();
  here.bus.subscribe(LOBBY, heard);
  await settle(here);
  const bridge = await connect({ servers: `127.0.0.1:${server.port}` });
  const carried = Promise.withResolvers<void>();
  bridge.subscribe(SUBJECT, {
    max: 1,
    callback: (_, { data }) => {
      bridge.publish(SUBJECT, data);
      carried.resolve();
    },
  });
  await bridge.flush();
  here.bus.publish([event(LOBBY, 1)]);
  await carried.promise;
  await bridge.close();
  await settle(here);
  assert.deepEqual(heard.of(LOBBY), [1]);
  assert.equal(here.bus.counts.forged, 0, 'it was its own');
});

test('[BUS-1] an event that NATS would not take, or that came with a file, is told as a head', async () => {
  await using server = await NatsServer.start({ settings: ['max_payload: 1024'] });
  await using here = new NodeUnderTest({ address: server.address });
  await using there = new NodeUnderTest({ address: server.address });
  await connected(here, there);
  const [own, heard] = [new Heard(), new Heard()];
  here.bus.subscribe(LOBBY, own);
  there.bus.subscribe(LOBBY, heard);
  await settle(there);
  const large = event(LOBBY, 2, Buffer.alloc(1_024, 'x'));
  const withFile = { ...event(LOBBY, 4), blob: Buffer.from('file') };
  here.bus.publish([event(LOBBY, 1), large, event(LOBBY, 3), withFile]);
  await settle(here, there);
  assert.deepEqual(heard.of(LOBBY), [1, 3]);
  assert.deepEqual(heard.heads, [2, 4]);
  assert.deepEqual(own.events[3], withFile, 'own listeners get all there is');
  assert.deepEqual(own.heads, []);
  assert.deepEqual([...here.statuses, ...here.troubles], ['connected'], 'NATS did not cut us off');
});

test('what is published just before closing still arrives, and nothing after', async () => {
  await using server = await NatsServer.start();
  const here = new NodeUnderTest({ address: server.address });
  await using there = new NodeUnderTest({ address: server.address });
  await connected(here, there);
  const heard = new Heard();
  there.bus.subscribe(LOBBY, heard);
  await settle(there);
  here.bus.publish([event(LOBBY, 1)]);
  await here[Symbol.asyncDispose]();
  assert.equal(here.bus.status, 'away');
  here.bus.publish([event(LOBBY, 2)]);
  await settle(there);
  assert.deepEqual(heard.of(LOBBY), [1]);
  assert.equal(here.bus.counts.connectionsLost, 0, 'it was not lost but closed');
});

async function sayAsStranger(server: NatsServer, messages: readonly [string, Uint8Array][]): Promise<void> {
  const stranger = await connect({ servers: `127.0.0.1:${server.port}` });
  for (const [subject, bytes] of messages) stranger.publish(subject, bytes);
  await stranger.flush();
  await stranger.close();
}
