import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { test } from 'node:test';
import { newTally, TEXT_BYTES } from './frame-counter.ts';
import { RawSocket } from './raw-socket.ts';

const ACCEPTED = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';

test('a frame that comes in one packet with the upgrade is counted', async () => {
  await using server = await answering(
    Buffer.concat([Buffer.from(ACCEPTED), frameOf('a'.repeat(TEXT_BYTES))]),
  );
  const tally = newTally();
  const socket = await RawSocket.open({ port: server.port, path: '/' }, tally);
  assert.equal(tally.texts, 1);
  assert.equal(tally.frames, 1);
  assert.equal(tally.lost, 0);
  socket.close();
});

test('a refused upgrade says what the server said', async () => {
  await using server = await answering(Buffer.from('HTTP/1.1 403 Forbidden\r\n\r\n'));
  await assert.rejects(RawSocket.open({ port: server.port, path: '/' }, newTally()), /403 Forbidden/);
});

test('who waits for an answer is told when the server goes, and the socket counts as lost', async () => {
  const closing = Buffer.from([0x88, 0]);
  await using server = await answering(Buffer.concat([Buffer.from(ACCEPTED), closing]));
  const tally = newTally();
  const socket = await RawSocket.open({ port: server.port, path: '/' }, tally);
  await assert.rejects(
    socket.heard(() => true),
    /waiting for an answer/,
  );
  assert.equal(tally.lost, 1);
});

/** A server that says the same to everyone. */
async function answering(bytes: Buffer) {
  const server: Server = createServer((socket) => socket.once('data', () => socket.write(bytes)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return { port, [Symbol.asyncDispose]: async () => void server.close() };
}

function frameOf(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]);
}
