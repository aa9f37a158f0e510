import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { RawClient } from '../testing/raw-client.ts';
import { CLOSE } from '../testing/sent-frames.ts';
import { freePort } from './free-port.ts';
import { ThreadsUnderTest, until } from './testing/threads-under-test.ts';

const heard = (word: string) => (text: string) => text.includes(`"text":"${word}"`);
const say = (client: RawClient, word: string) =>
  client.text(`{"type":"send","id":"${word}","room":"lobby","text":"${word}"}`);
const isOver = ({ socket }: RawClient) => socket.readableEnded || socket.destroyed;

function posted(url: string, authorization: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method: 'POST', agent: false, headers: { authorization } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

test('people at all gateways are in one room, and hear everything in one order', async () => {
  await using house = await ThreadsUnderTest.start();
  const crowd = await house.crowd();
  for (const [index, client] of crowd.entries()) say(client, `word${index}`);
  const seqs = await Promise.all(
    crowd.map(async (client) => {
      await client.until((text) => crowd.every((_, index) => heard(`word${index}`)(text)));
      const events = client.frames.map(({ payload }) => JSON.parse(payload.toString()));
      return events.filter(({ type }) => type === 'message').map(({ seq }) => seq);
    }),
  );
  for (const each of seqs) assert.deepEqual(each, seqs[0]);
  assert.equal(seqs[0]?.length, crowd.length);
  assert.deepEqual([house.crashes, house.troubles], [[], []]);
});

test('[LOG-4] whoever is told ok has been shown the event before, or is shown it in the same write', async () => {
  await using house = await ThreadsUnderTest.start();
  const client = await house.enter();
  for (let count = 0; count < 50; count++) say(client, `word${count}`);
  await client.until((text) => text.includes('"id":"word49","seq"'));
  await client.until(heard('word49'));
  const frames = client.frames.map(({ payload }) => JSON.parse(payload.toString()));
  const oks = frames.filter(({ type }) => type === 'ok').map(({ seq }) => seq);
  assert.equal(oks.length, 50);
  assert.deepEqual(
    oks,
    frames.filter(({ type }) => type === 'message').map(({ seq }) => seq),
  );
});

test('[BUS-1] who is present, and who is typing, is the same at all gateways', async () => {
  await using house = await ThreadsUnderTest.start();
  const crowd = await house.crowd();
  await until(() => house.presence.look(LOBBY).count === crowd.length);
  for (const client of crowd) client.text('{"type":"presence","id":"p1","room":"lobby"}');
  await Promise.all(crowd.map((client) => client.until((text) => text.includes(`"count":${crowd.length}`))));
  const [first, ...others] = crowd;
  first?.text('{"type":"typing","room":"lobby"}');
  await Promise.all(others.map((client) => client.until((text) => text.includes('"type":"typing"'))));
});

test('a gateway that crashes is started again, and the others notice nothing', async () => {
  await using house = await ThreadsUnderTest.start();
  const crowd = await house.crowd();
  await until(() => house.presence.look(LOBBY).count === crowd.length);
  house.order(1, 'crash');
  await until(() => house.crashes.length === 1);
  await until(() => crowd.filter(isOver).length > 0 && house.waits.pending > 1);
  const left = crowd.filter((client) => !isOver(client));
  assert.ok(left.length > 0 && left.length < crowd.length, `${left.length} are left`);
  await until(() => house.presence.look(LOBBY).count === left.length);
  const [speaker] = left;
  assert.ok(speaker);
  say(speaker, 'meanwhile');
  await Promise.all(left.map((client) => client.until(heard('meanwhile'))));

  house.waits.advance(200);
  await until(async () => /^teahouse_gateways 2$/m.test(await house.metrics()));
  assert.match(await house.metrics(), /^teahouse_gateway_restarts 1$/m);
  const more = await house.crowd();
  say(speaker, 'again');
  await Promise.all([...left, ...more].map((client) => client.until(heard('again'))));
  assert.ok(!left.some(isOver));
  assert.equal(house.crashes.length, 1);
});

test('[SYNC-1] whose gateway crashed comes back and is shown what they missed, each event once', async () => {
  await using house = await ThreadsUnderTest.start();
  const crowd = await house.crowd();
  const [first] = crowd;
  assert.ok(first);
  say(first, 'before');
  await Promise.all(crowd.map((client) => client.until(heard('before'))));
  house.order(2, 'crash');
  await until(() => house.crashes.length === 1 && crowd.some(isOver));
  const [lost, speaker] = [crowd.find(isOver), crowd.find((client) => !isOver(client))];
  assert.ok(lost && speaker);
  say(speaker, 'missed');
  await speaker.until(heard('missed'));
  const frames = lost.frames
    .filter(({ opcode }) => opcode === 1)
    .map(({ payload }) => JSON.parse(payload.toString()));
  const { token, rooms } = frames.find(({ type }) => type === 'welcome');
  const { seq, id } = frames.findLast(({ type }) => type === 'message');
  const { epoch } = rooms.find(({ room }: { room: string }) => room === 'lobby');
  const back = await house.enter(
    JSON.stringify({ type: 'hello', token, resume: { lobby: { epoch, seq, id } } }),
  );
  await back.until(heard('missed'));
  const texts = back.frames
    .map(({ payload }) => JSON.parse(payload.toString()))
    .filter(({ type }) => type === 'message');
  assert.deepEqual(
    texts.map(({ text }) => text),
    ['missed'],
  );
});

test('a gateway that hangs is ended and started again, and one that is only busy is not', async () => {
  await using house = await ThreadsUnderTest.start();
  const crowd = await house.crowd();
  await house.hang(1);
  const ask = (client: RawClient, id: string) => client.text(`{"type":"rooms","id":"${id}"}`);
  for (const client of crowd) ask(client, 'first');
  const answered = await Promise.any(
    crowd.map(async (client) => {
      await client.until((text) => text.includes('"id":"first"'));
      return client;
    }),
  );
  for (let beats = 1; house.crashes.length === 0; beats++) {
    house.waits.advance(5_000);
    ask(answered, `beat${beats}`);
    await answered.until((text) => text.includes(`"id":"beat${beats}"`));
  }
  await until(() => crowd.some(isOver) && house.waits.pending > 1);
  assert.deepEqual(house.crashes, ['1: Error: it hangs']);
  house.waits.advance(200);
  await until(async () => /^teahouse_gateways 2$/m.test(await house.metrics()));
  const client = await house.enter();
  say(client, 'back');
  await Promise.all([client, answered].map((each) => each.until(heard('back'))));
});

test('[R29] on stopping everyone at every gateway is told to come back', async () => {
  const house = await ThreadsUnderTest.start();
  const crowd = await house.crowd();
  const stopping = house[Symbol.asyncDispose].bind(house);
  house.threads.drain();
  const ending = house.threads.end();
  for (const client of crowd) {
    await client.until((text) => text.includes('"type":"bye"'));
    client.frame(CLOSE, Buffer.from([0x03, 0xf4]));
    await client.ended();
    client.destroy();
  }
  await ending;
  await assert.rejects(RawClient.connect(house.port));
  await stopping();
});

test('[R29] a gateway that hangs does not keep a server from stopping', async () => {
  await using house = await ThreadsUnderTest.start();
  await house.hang(1);
  let hasEnded = false;
  const ending = house.threads.end().then(() => {
    hasEnded = true;
  });
  // The other one has nobody to say goodbye to.
  await new Promise(setImmediate);
  assert.equal(hasEnded, false);
  house.waits.advance(10_000);
  await ending;
});

test('[S28] connections of one address are counted over all gateways, and those of a gateway that died are not', async () => {
  await using house = await ThreadsUnderTest.start(24);
  const crowd = await house.crowd(24);
  const refused = await RawClient.upgrade(house.port, '/ws');
  assert.match(refused.head, /^HTTP\/1\.1 429 /);
  refused.destroy();
  crowd[0]?.destroy();
  const isAdmitted = async () => {
    const client = await RawClient.upgrade(house.port, '/ws');
    if (client.head.startsWith('HTTP/1.1 101')) return true;
    client.destroy();
    return false;
  };
  await until(isAdmitted);
  assert.equal(await isAdmitted(), false);
  house.order(1, 'crash');
  await until(() => crowd.slice(1).some(isOver));
  await until(isAdmitted);
});

test('what is posted to any gateway reaches the stream that it is for', async () => {
  await using house = await ThreadsUnderTest.start();
  const url = `http://127.0.0.1:${house.port}/stream`;
  const stream = await fetch(url, { method: 'POST', body: '{"type":"hello"}' });
  const lines: string[] = [];
  const reading = (async () => {
    for await (const bytes of stream.body ?? assert.fail()) lines.push(Buffer.from(bytes).toString());
  })().catch(() => undefined);
  const shown = (text: string) => until(() => lines.join('').includes(text));
  await shown('"type":"welcome"');
  const [, session] = /"session":"([^"]+)"/.exec(lines.join('')) ?? [];
  const [, token] = /"token":"([^"]+)"/.exec(lines.join('')) ?? [];
  // Each on a connection of its own, which the kernel gives to one of the gateways.
  for (let n = 1; n <= 12; n++) {
    const body = `{"type":"send","id":"post${n}","room":"lobby","text":"post${n}"}`;
    assert.equal(await posted(`${url}/${session}/${n}`, `Bearer ${token}`, body), 204);
    await shown(`"text":"post${n}"`);
  }
  await house.threads.end();
  await reading;
});

test('metrics are of the whole process, whoever is asked for them', async () => {
  await using house = await ThreadsUnderTest.start();
  const crowd = await house.crowd();
  const text = await house.metrics();
  assert.match(text, new RegExp(`^teahouse_connections ${crowd.length}$`, 'm'));
  assert.match(text, /^teahouse_commands_total\{type="register",outcome="ok"\} 24$/m);
  for (const thread of ['main', 'gateway 1', 'gateway 2'])
    assert.ok(text.includes(`teahouse_loop_utilization{thread="${thread}"}`), thread);
  assert.equal(text.match(/^process_cpu_seconds_total /gm)?.length, 1);
});

test('a port that somebody listens on is not shared with them', async () => {
  const other = createServer();
  await new Promise<void>((resolve) =>
    other.listen({ port: 0, host: '127.0.0.1', reusePort: true }, resolve),
  );
  const { port } = other.address() as AddressInfo;
  await assert.rejects(freePort({ port, host: '127.0.0.1' }), { code: 'EADDRINUSE' });
  other.close();
});
