import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import test from 'node:test';
import { Line } from './line.ts';

/** Says everything back, with what it heard before it. */
async function echo(): Promise<{ readonly port: number } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function dial({ port }: Line): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

/** Resolves when it is closed, however that came. */
function gone(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}

/** Reads until that is what was said. */
async function heard(socket: Socket, text: string): Promise<void> {
  let said = '';
  while (said !== text) {
    const [bytes] = (await once(socket, 'data')) as [Buffer];
    said += bytes.toString();
    assert.ok(text.startsWith(said), said);
  }
}

test('a line that is free passes on what is said, both ways', async () => {
  await using server = await echo();
  await using line = await Line.open({ to: server.port });
  const socket = dial(line);
  socket.write('one');
  await heard(socket, 'one');
});

test('a line that is held takes everything, passes nothing on and tells nobody; then all of it arrives in order', async () => {
  await using server = await echo();
  await using line = await Line.open({ to: server.port });
  const before = dial(line);
  before.write('one');
  await heard(before, 'one');
  line.hold();
  const meanwhile = dial(line);
  await once(meanwhile, 'connect');
  const early: Buffer[] = [];
  for (const socket of [before, meanwhile]) socket.on('data', (bytes: Buffer) => early.push(bytes));
  before.write('two');
  meanwhile.write('three');
  // Another line is as far away: what has gone there and back on it would have on this one.
  await using other = await Line.open({ to: server.port });
  const witness = dial(other);
  witness.write('four');
  await heard(witness, 'four');
  assert.deepEqual(early, []);
  const arrived = Promise.all([heard(before, 'two'), heard(meanwhile, 'three')]);
  line.free();
  await arrived;
});

test('a line that is cut breaks every connection, and each new one', async () => {
  await using server = await echo();
  await using line = await Line.open({ to: server.port });
  const before = dial(line);
  before.write('one');
  await heard(before, 'one');
  line.cut();
  await gone(before);
  await gone(dial(line));
  line.free();
  const after = dial(line);
  after.write('two');
  await heard(after, 'two');
});
