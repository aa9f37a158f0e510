import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { WebSocketServer } from 'ws';
import { Chat } from '../chat.ts';
import { Link } from '../testing/fake-network.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { nodePlatform } from './platform.ts';

/** Real sockets before the fake server. */
async function listen(server: FakeServer, port = 0): Promise<WebSocketServer> {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port });
  sockets.on('connection', (socket) => {
    const link = new Link(
      { opened: () => {}, received: (text) => socket.send(text), closed: () => {} },
      server.accept,
    );
    link.open();
    socket.on('message', (data) => {
      link.toServer.push(String(data));
      while (link.step());
    });
    socket.on('close', () => link.cut());
  });
  await once(sockets, 'listening');
  return sockets;
}

async function stop(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  await new Promise((resolve) => sockets.close(resolve));
}

async function until(chat: Chat, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      const stopListening = chat.onChange(() => {
        stopListening();
        resolve();
      });
    });
  }
}

test('on Node a chat talks over real WebSockets, notices a server that is gone, and comes back to it', async () => {
  const server = new FakeServer();
  const before = await listen(server);
  const { port } = before.address() as AddressInfo;
  using platform = nodePlatform();
  using chat = new Chat({ url: `ws://127.0.0.1:${port}/ws`, name: '小明', platform });
  const lastText = () => chat.rooms.get(LOBBY)?.messages.at(-1)?.text;
  await chat.start();
  chat.send(LOBBY, '你好 🍵');
  await until(chat, () => lastText() === '你好 🍵');
  assert.equal(chat.me?.name, '小明');

  await stop(before);
  await until(chat, () => chat.connection.state === 'offline');
  chat.send(LOBBY, 'said while it was away');
  chat.reconnectNow();
  await until(chat, () => chat.connection.state === 'offline');
  const after = await listen(server, port);
  chat.reconnectNow();
  await until(chat, () => lastText() === 'said while it was away');
  assert.deepEqual(chat.connection, { state: 'live' });
  chat[Symbol.dispose]();
  await stop(after);
});
