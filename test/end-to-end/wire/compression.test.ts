import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();

test('rule 36: the WebSocket that is built into Node agrees on compression', async () => {
  const socket = new WebSocket(server.webSocket('/ws'));
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  assert.match(socket.extensions, /permessage-deflate/);
  socket.close();
});

test('rule 37: what is long enough to be compressed comes whole, live, resumed and in pages', async () => {
  const texts = [
    '茶馆'.repeat(2_000),
    '👩‍👩‍👧‍👦 '.repeat(400),
    'const tea = brew(leaves);\n'.repeat(100),
    'short',
  ];
  const url = server.webSocket('/ws');
  const { client: writer } = await WireClient.enter(url);
  const { client: reader, welcome } = await WireClient.enter(url);
  const { token = '', rooms } = welcome;
  const [{ epoch, head, id } = { epoch: '', head: 0, id: '' }] = rooms;
  for (const text of texts) await writer.ask({ type: 'send', room: 'lobby', text }, 'ok');
  for (const text of texts) assert.equal((await reader.next('message')).text, text);
  const resume = { lobby: { epoch, seq: head, id } };
  const { client: returning } = await WireClient.enter(url, { token, resume });
  for (const text of texts) assert.equal((await returning.next('message')).text, text);
  const page = await returning.ask({ type: 'history', room: 'lobby', limit: texts.length }, 'page');
  assert.deepEqual(
    page.messages.map(({ text }) => text),
    texts,
  );
  for (const client of [writer, reader, returning]) await client.close();
});
