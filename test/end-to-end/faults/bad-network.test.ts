import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import type { Chat } from '@teahouse/client/chat';
import { LOBBY } from '@teahouse/protocol/ids';
import { HEARTBEAT_INTERVAL_MS } from '@teahouse/protocol/limits';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WireClient } from '../../support/wire-client.ts';
import { BadNetwork } from './bad-network.ts';
import { lobbyOf, openChat, textsOf, until } from './chats.ts';

/** Two intervals of silence, the beat in which it is noticed, and what a busy machine takes. */
const NOTICED_MS_MAX = 3 * HEARTBEAT_INTERVAL_MS + 10_000;
const LOOK_EVERY_MS = 1_000;

const SLOW_READERS = 40;
const SPEAKERS = 4;
/** Together more than the kernel holds for a socket, and the server's budget for it. */
const MESSAGES_EACH = 300;
const TEXT = '茶'.repeat(3_900);
/** What the server may grow by: far less than a queue for each slow reader would take. */
const GROWTH_BYTES_MAX = 150_000_000;
/** Usual is a hundredth of this; machines that run tests are busy. */
const LATENCY_MS_MAX = 2_000;

// The first one waits for heartbeats; the other need not wait for it.
describe('a bad network', { concurrency: true }, () => {
  test('[R16] a connection that is dead without having been closed is noticed by both ends, and nothing is lost', async () => {
    await using folder = await dataFolder();
    await using server = await ServerProcess.start({ data: folder.path });
    await using network = await BadNetwork.before(server.port);
    using far = await openChat(network.url, 'far');
    using near = await openChat(server.webSocket('/ws'), 'near');
    const beganMs = performance.now();
    network.swallow();
    far.send(LOBBY, 'from far');
    near.send(LOBBY, 'from near');

    const both = ['from far', 'from near'];
    for (const chat of [far, near])
      await until(chat, () => both.every((text) => textsOf(chat).includes(text)));
    assert.ok(performance.now() - beganMs < NOTICED_MS_MAX, 'the client notices');
    for (const chat of [far, near]) assert.deepEqual(textsOf(chat).toSorted(), both);
    // The server knew of three connections: the two that live, and the dead one until it noticed.
    while ((await connections(server)) > 2) await after(LOOK_EVERY_MS);
    assert.ok(performance.now() - beganMs < NOTICED_MS_MAX, 'the server notices');
  });

  test('[R17] [FAN-1] [S9] clients that read a byte a second slow nobody, cost bounded memory, and get everything later', async () => {
    await using folder = await dataFolder();
    await using server = await ServerProcess.start({ data: folder.path, args: ['--limits', 'off'] });
    await using network = await BadNetwork.before(server.port);
    const slow = await Promise.all(
      Array.from({ length: SLOW_READERS }, (_, index) => openChat(network.url, `s${index}`)),
    );
    const url = server.webSocket('/ws');
    const speakers = await Promise.all(Array.from({ length: SPEAKERS }, () => WireClient.enter(url)));
    const before = server.residentBytes;
    network.trickle();

    const latencies = (
      await Promise.all(speakers.map(({ client }, index) => talk(client, `speaker${index}`)))
    ).flat();
    const growth = server.residentBytes - before;
    assert.ok(growth < GROWTH_BYTES_MAX, `the server grew by ${growth} bytes`);
    const worst = latencies.toSorted((one, other) => one - other)[Math.floor(latencies.length * 0.99)] ?? 0;
    assert.ok(worst < LATENCY_MS_MAX, `one in a hundred waited for ${worst} ms`);
    assert.ok(
      slow.every((chat) => lobbyOf(chat).head < SPEAKERS * MESSAGES_EACH),
      'they were slow',
    );

    network.flow();
    const said = SPEAKERS * MESSAGES_EACH;
    await Promise.all(slow.map((chat) => until(chat, () => lobbyOf(chat).messages.at(-1)?.n === said)));
    for (const chat of slow) assertWhole(chat);
    for (const chat of slow) chat[Symbol.dispose]();
    for (const { client } of speakers) client[Symbol.dispose]();
  });
});

async function connections(server: ServerProcess): Promise<number> {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^teahouse_connections (\d+)$/m.exec(metrics)?.[1]);
}

/** Says one thing after another. Gives how long each took until it came back as an event. */
async function talk(client: WireClient, name: string): Promise<number[]> {
  const latencies: number[] = [];
  for (let count = 0; count < MESSAGES_EACH; count++) {
    const id = `${name}-${count}`;
    const saidAtMs = performance.now();
    client.say({ type: 'send', id, room: 'lobby', text: TEXT });
    await client.next('message', (message) => message.id === id);
    latencies.push(performance.now() - saidAtMs);
  }
  return latencies;
}

/** Message after message, none left out. */
function assertWhole(chat: Chat): void {
  const numbers = lobbyOf(chat).messages.map(({ n }) => n);
  const first = numbers[0] ?? 0;
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => first + index),
  );
}
