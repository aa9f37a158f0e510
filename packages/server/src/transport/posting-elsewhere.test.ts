import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveServer } from '../testing/live-server.ts';
import { StreamClient } from '../testing/stream-client.ts';

const send = (id: string) => ({ type: 'send', id, room: 'lobby', text: id });

test('a post may come to another gateway than the one that holds the stream', async () => {
  const { one, other } = await LiveServer.startTwo();
  await using _one = one;
  await using _other = other;
  const client = await StreamClient.welcomed(one.port);
  const { port } = other;
  assert.equal(await client.postAs(1, [send('a')], { port }), 204);
  assert.equal(await client.postAs(2, [send('b')]), 204);
  assert.equal(await client.postAs(3, [send('c')], { port }), 204);
  assert.equal(await client.postAs(9, [send('z')], { port }), 409);
  await client.until(() => client.frames('message').length === 3);
  assert.deepEqual(
    client.frames('message').map(({ text }) => text),
    ['a', 'b', 'c'],
  );
  client.destroy();
  assert.deepEqual([...one.troubles, ...other.troubles], []);
});

test('[BUS-1] words between gateways that are lost or doubled lose and double no post', async () => {
  const { one, other, bus, otherBus } = await LiveServer.startTwo();
  await using _one = one;
  await using _other = other;
  const client = await StreamClient.welcomed(one.port);
  const { port } = other;
  const ids = ['a', 'b', 'c', 'd'];
  const [asks, answers] = [
    [0, 2, 1, 3],
    [1, 2, 0, 1],
  ];
  otherBus.arrivals.push(...(asks ?? []));
  bus.arrivals.push(...(answers ?? []));
  for (const [index, id] of ids.entries())
    assert.equal(await client.postAs(index + 1, [send(id)], { port }), 204);
  await client.until(() => client.frames('message').length === ids.length);
  assert.deepEqual(
    client.frames('message').map(({ text }) => text),
    ids,
  );
  client.destroy();
});
