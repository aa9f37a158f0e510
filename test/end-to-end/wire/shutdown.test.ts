import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataFolder } from '../../support/data-folder.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WireClient } from '../../support/wire-client.ts';

test('[R29] [LOG-1] SIGTERM drains: what was acknowledged stays, clients are told bye, and it ends with 0', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path, args: ['--limits', 'off'] });
  const url = server.webSocket('/ws');
  const { client, welcome } = await WireClient.enter(url, { name: '小明' });
  const plain = await RawSocket.upgrade(server.port, '/');
  const asked = Array.from({ length: 500 }, (_, index) => `sent-${index}`);
  for (const id of asked) client.say({ type: 'send', id, room: 'lobby', text: id });
  await client.answerTo('sent-0');

  const { code } = await server.stop();
  assert.equal(code, 0);
  const bye = await client.next('bye');
  assert.equal(bye.code, 1012);
  assert.ok(bye.reconnect_after_ms >= 0);
  assert.equal((await client.closed).code, 1012);
  assert.equal((await plain.socket.closed())?.code, 1012);

  await using restarted = await server.again();
  const { client: back } = await WireClient.enter(url, { token: welcome.token ?? '' });
  const stored = new Set<string>();
  for (let after = 0, head = 1; after < head; ) {
    const page = await back.ask({ type: 'events', room: 'lobby', after, limit: 500 }, 'events');
    for (const { id } of page.events) stored.add(id);
    after = page.events.at(-1)?.seq ?? page.head;
    head = page.head;
  }
  const acknowledged = client.heard.filter((frame) => frame.type === 'ok').map(({ id }): string => id);
  assert.ok(acknowledged.length > 0);
  assert.deepEqual(
    acknowledged.filter((id) => !stored.has(id)),
    [],
  );
  await back.close();
  assert.equal((await restarted.stop()).code, 0);
});

test('a server that drains takes no new sockets, and one with nobody there ends at once', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  assert.equal((await (await fetch(`${server.url}/readyz`)).text()).trim(), 'ready');
  const end = await server.stop();
  assert.deepEqual([end.code, end.stderr], [0, '']);
  await assert.rejects(WireClient.open(server.webSocket('/ws')));
});
