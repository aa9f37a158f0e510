import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LiveServer } from '../testing/live-server.ts';
import { clientFrame, RawClient } from '../testing/raw-client.ts';
import { TEXT } from '../testing/sent-frames.ts';

const OFFER = 'Sec-WebSocket-Extensions: permessage-deflate\r\n';
const END = '"text":"that was all"';

async function enter(live: LiveServer, offer: string): Promise<RawClient> {
  const client = await RawClient.upgrade(live.port, '/ws', offer);
  client.text('{"type":"hello"}');
  await client.until((text) => text.includes('"type":"welcome"'));
  return client;
}

const said = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  fc
    .constantFrom('你好，', '👩‍👩‍👧‍👦', 'for (const a of b) c(a);\n', 'é ')
    .chain((part) => fc.integer({ min: 1, max: 350 }).map((times) => part.repeat(times))),
);

/** What came after the welcome, up to the end. */
const eventsOf = (client: RawClient) =>
  client.frames.map(({ payload }) => payload.toString()).filter((text) => text.includes('"type":"message"'));

test('[FAN-2] [SYNC-3] who agreed on compression reads byte for byte what others read', async () => {
  await using live = await LiveServer.start();
  const others = await enter(live, '');
  const deflating = await enter(live, OFFER);
  const texts = fc.sample(said, { numRuns: 40, seed: 7 }).filter((text) => text.trim() !== '');
  const commands = [...texts, 'that was all'].map((text, index) =>
    JSON.stringify({ type: 'send', id: `s${index}`, room: 'lobby', text }),
  );
  others.write(Buffer.concat(commands.map((command) => clientFrame(TEXT, Buffer.from(command)))));
  for (const client of [others, deflating]) await client.until((text) => text.includes(END));
  assert.deepEqual(eventsOf(deflating), eventsOf(others));
  assert.ok(eventsOf(others).length > 30);
  assert.ok(deflating.sizeBytes < others.sizeBytes);
  for (const client of [others, deflating]) client.destroy();
});

test('a page comes compressed to who agreed, and says the same', async () => {
  await using live = await LiveServer.start();
  const clients = [await enter(live, ''), await enter(live, OFFER)];
  const writer = clients[0] as RawClient;
  for (let index = 0; index < 40; index++) {
    writer.text(`{"type":"send","id":"s${index}","room":"lobby","text":"a word or two, and then ${index}"}`);
  }
  for (const client of clients) await client.until((text) => text.includes('and then 39'));
  const pages = clients.map(async (client) => {
    const before = client.sizeBytes;
    client.text('{"type":"history","id":"page","room":"lobby"}');
    // Reads are answered in turn, so the page is there when this is.
    client.text('{"type":"rooms","id":"after"}');
    await client.until((text) => text.includes('"type":"rooms","id":"after"'));
    const page = client.frames.find(({ payload }) => payload.includes('"type":"page"'));
    return { text: page?.payload.toString(), sizeBytes: client.sizeBytes - before };
  });
  const [asIs, deflated] = await Promise.all(pages);
  assert.equal(JSON.parse(deflated?.text ?? '').messages.length, 40);
  assert.equal(deflated?.text, asIs?.text);
  assert.ok((deflated?.sizeBytes ?? 0) < (asIs?.sizeBytes ?? 0) / 3);
  for (const client of clients) client.destroy();
});
