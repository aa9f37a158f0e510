import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import { dataFolder } from '../support/data-folder.ts';
import { runTeahouse, ServerProcess } from '../support/server-process.ts';
import { WireClient } from '../support/wire-client.ts';

const MISSED_EVENTS = 100_000;
const CLIENTS = 10;
/**
 * Pages under way, what compresses them, and what the collector has not tidied up yet. Were they kept, the pages of
 * all clients would take more than twice as much.
 */
const GROWTH_BYTES_MAX = 96_000_000;

/** Everything after a position, page by page, as a client fetches it that was away too long. */
async function catchUp(
  client: WireClient,
  room: RoomId,
  from: Position,
  onPage: () => void,
): Promise<number> {
  client.say({ type: 'subscribe', id: 'back', room, position: from });
  const behind = await client.next('behind');
  let { after } = behind;
  for (let { head } = behind; after < head; ) {
    const page = await client.ask({ type: 'events', room, after, limit: 500 }, 'events');
    for (const { seq } of page.events) assert.equal(seq, ++after);
    head = page.head;
    // A million events would be kept otherwise.
    client.heard.length = 0;
    onPage();
  }
  return after;
}

test('[SYNC-1] [FAN-1] ten clients at once are brought up from 100,000 events ago, and memory stays flat', async () => {
  await using folder = await dataFolder();
  const words = ['seed', '--data', folder.path, '--rooms', '1', '--messages', String(MISSED_EVENTS)];
  assert.equal((await runTeahouse(words)).code, 0);
  await using server = await ServerProcess.start({ data: folder.path });
  const url = server.webSocket('/ws');
  const { client: first } = await WireClient.enter(url);
  const { rooms } = await first.ask({ type: 'rooms' }, 'rooms');
  const room = rooms.find((one) => one.room !== 'lobby')?.room as RoomId;
  await first.ask({ type: 'join', room }, 'ok');
  const beginning = await first.ask({ type: 'events', room, after: 9, limit: 1 }, 'events');
  const position: Position = { epoch: beginning.epoch, seq: 10, id: beginning.events[0]?.id ?? '' };

  const entered = await Promise.all(Array.from({ length: CLIENTS }, () => WireClient.enter(url)));
  const clients = entered.map(({ client }) => client);
  await Promise.all(clients.map((client) => client.ask({ type: 'join', room }, 'ok')));
  // The first one fills the caches of the store, which have a size of their own.
  await catchUp(first, room, position, () => {});
  const beforeBytes = server.residentBytes;
  let peakBytes = beforeBytes;
  const onPage = () => {
    peakBytes = Math.max(peakBytes, server.residentBytes);
  };
  const reached = await Promise.all(clients.map((client) => catchUp(client, room, position, onPage)));
  assert.ok(reached.every((seq) => seq > MISSED_EVENTS));
  const grownBytes = peakBytes - beforeBytes;
  assert.ok(grownBytes < GROWTH_BYTES_MAX, `the server grew by ${Math.round(grownBytes / 1e6)} MB`);

  for (const client of clients) await client.ask({ type: 'subscribe', room }, 'ok');
  await first.ask({ type: 'send', room, text: 'welcome back' }, 'ok');
  await Promise.all(clients.map((client) => client.next('message', ({ text }) => text === 'welcome back')));
  await Promise.all([first, ...clients].map((client) => client.close()));
});
