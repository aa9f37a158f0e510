import assert from 'node:assert/strict';
import test from 'node:test';
import type { Chat } from '@teahouse/client/chat';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WireClient } from '../../support/wire-client.ts';
import { lobbyOf, openChat, until } from './chats.ts';
import { Proxy } from './proxy.ts';

const SLOW_READERS = 40;
const SPEAKERS = 4;
/** Together more than the kernel holds for a socket, and the server's budget for it. */
const MESSAGES_EACH = 300;
const TEXT = '茶'.repeat(3_900);
/** What the server may grow by: far less than a queue for each slow reader would take. */
const GROWTH_BYTES_MAX = 150_000_000;
/** Usual is a hundredth of this; machines that run tests are busy. */
const LATENCY_MS_MAX = 2_000;

test('[R17] [FAN-1] [S9] clients that read a byte a second slow nobody, cost bounded memory, and get everything later', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path, args: ['--limits', 'off'] });
  await using proxy = await Proxy.before(server.port);
  const slow = await Promise.all(
    Array.from({ length: SLOW_READERS }, (_, index) => openChat(proxy.url, `s${index}`)),
  );
  const url = server.webSocket('/ws');
  const speakers = await Promise.all(Array.from({ length: SPEAKERS }, () => WireClient.enter(url)));
  const before = server.residentBytes;
  proxy.trickle();

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

  proxy.flow();
  const said = SPEAKERS * MESSAGES_EACH;
  await Promise.all(slow.map((chat) => until(chat, () => lobbyOf(chat).messages.at(-1)?.n === said)));
  for (const chat of slow) assertWhole(chat);
  for (const chat of slow) chat[Symbol.dispose]();
  for (const { client } of speakers) client[Symbol.dispose]();
});

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
