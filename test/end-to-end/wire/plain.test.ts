import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlainClient } from '../../support/plain-client.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const plain = (path: string) => PlainClient.open(server.webSocket(path));

test('[NET-2] rules 27 and 28: text goes in and comes out as sent, to the sender too; a name stands before it', async () => {
  const [nobody, named] = await Promise.all([plain('/'), plain(`/?name=${encodeURIComponent('小明')}`)]);
  nobody.say('raw <b>text</b>');
  named.say('你好');
  for (const each of [nobody, named]) {
    const heard = [await each.next(), await each.next()];
    assert.deepEqual(heard.sort(), ['raw <b>text</b>', '小明：你好'].sort());
  }
  await Promise.all([nobody.close(), named.close()]);
});

test('[NET-2] plain and JSON clients chat with each other', async () => {
  const { client } = await WireClient.enter(server.webSocket('/ws'), { name: 'Ada' });
  const visitor = await plain('/');
  visitor.say('from a page of five lines');
  const message = await client.next('message');
  assert.deepEqual([message.text, message.from], ['from a page of five lines', undefined]);
  await visitor.next();
  await client.ask({ type: 'send', room: 'lobby', text: 'from JSON' }, 'ok');
  assert.equal(await visitor.next(), 'Ada：from JSON');
  await Promise.all([client.close(), visitor.close()]);
});

test('[NET-2] rule 29: frames keep their type', async () => {
  const { client } = await WireClient.enter(server.webSocket('/ws'));
  const [one, other] = await Promise.all([plain('/'), plain('/')]);
  const bytes = new Uint8Array([0, 255, 216, 10]);
  one.say(bytes);
  for (const each of [one, other]) assert.deepEqual(await each.next(), bytes);
  one.say('and text');
  for (const each of [one, other]) assert.equal(await each.next(), 'and text');

  const { attachment } = await client.next('message', (message) => message.attachment !== undefined);
  assert.equal(attachment?.size, 4);
  const file = await fetch(server.url + attachment?.url);
  assert.deepEqual(new Uint8Array(await file.arrayBuffer()), bytes);
  assert.equal(file.headers.get('content-disposition'), 'attachment');
  assert.equal(file.headers.get('x-content-type-options'), 'nosniff');
  await Promise.all([client.close(), one.close(), other.close()]);
});

test('[NET-2] rule 27: history only for those who ask, and any open room by its id', async () => {
  const { client } = await WireClient.enter(server.webSocket('/ws'), { name: 'Ada' });
  const { room } = await client.ask({ type: 'create_room', name: 'quiet', kind: 'open' }, 'ok');
  for (const text of ['one', 'two', 'three']) await client.ask({ type: 'send', room, text }, 'ok');
  const asking = await plain(`/plain/${room}?history=2`);
  assert.deepEqual([await asking.next(), await asking.next()], ['Ada：two', 'Ada：three']);
  const silent = await plain(`/plain/${room}`);
  silent.say('first thing heard');
  assert.equal(await silent.next(), 'first thing heard');
  await Promise.all([client.close(), asking.close(), silent.close()]);
});

test('[NET-3] rule 30: a refusal is text for the sender alone, and a room that is not open closes the socket', async () => {
  const { client } = await WireClient.enter(server.webSocket('/ws'));
  const { room } = await client.ask({ type: 'create_room', name: 'closed', kind: 'closed' }, 'ok');
  const visitor = await plain('/');
  visitor.say('  \n');
  assert.match(String(await visitor.next()), /^！empty_text/);
  for (const path of [`/plain/${room}`, '/plain/r_aaaaaaaaaaaaaaaa']) {
    const refused = await plain(path);
    assert.equal((await refused.closed).code, 4404, path);
  }
  await Promise.all([client.close(), visitor.close()]);
});

test('rule 31: who only looks leaves no trace', async () => {
  const { client } = await WireClient.enter(server.webSocket('/ws'));
  const { head } = await client.ask({ type: 'events', room: 'lobby', after: 0 }, 'events');
  const visitor = await plain('/?name=looker');
  await visitor.close();
  assert.equal((await client.ask({ type: 'events', room: 'lobby', after: 0 }, 'events')).head, head);
  await client.close();
});

test('[S1] rule 35: the origin of a page decides whether it may connect', async () => {
  const own = `Origin: http://127.0.0.1:${server.port}`;
  const rows: readonly (readonly [header: string | null, path: string, status: number])[] = [
    [null, '/ws', 101],
    [own, '/ws', 101],
    ['Origin: http://localhost:5173', '/ws', 101],
    ['Origin: http://localhost:5173', '/', 101],
    ['Origin: null', '/', 101],
    ['Origin: null', '/plain/lobby', 101],
    ['Origin: null', '/ws', 403],
    ['Origin: http://evil.example', '/ws', 403],
    ['Origin: http://evil.example', '/', 403],
    [`Origin: http://127.0.0.1.evil.example:${server.port}`, '/ws', 403],
    [`Origin: http://evil.example/${own}`, '/ws', 403],
    ['Origin: http://localhost.evil.example', '/ws', 403],
    ['Origin: file://', '/ws', 403],
  ];
  for (const [header, path, expected] of rows) {
    const { status, socket } = await RawSocket.upgrade(server.port, path, header === null ? [] : [header]);
    assert.equal(status, expected, `${header} ${path}`);
    socket[Symbol.dispose]();
  }
});

test('[S1] [S28] a header about another host does not make a page our own', async () => {
  const headers = [
    'Origin: http://evil.example',
    'X-Forwarded-Host: evil.example',
    'Forwarded: host=evil.example',
  ];
  const { status, socket } = await RawSocket.upgrade(server.port, '/ws', headers);
  assert.equal(status, 403);
  socket[Symbol.dispose]();
});
