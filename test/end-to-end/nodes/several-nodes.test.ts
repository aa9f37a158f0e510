import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { StreamEvent } from '@teahouse/protocol/events';
import { WireClient } from '../../support/wire-client.ts';
import { type Guest, ThreeNodes } from './three-nodes.ts';

/** Much less than it takes until a silent node is believed to be dead. */
const STOPPED_MS_MAX = 15_000;

const three = await ThreeNodes.start();
after(() => three[Symbol.asyncDispose]());

/** The lobby's events up to one that a guest has seen, without the comings of guests. */
async function messagesUpTo({ client }: Guest, seq: number): Promise<StreamEvent[]> {
  const events = await client.eventsUpTo('lobby', seq);
  return events.filter(({ type }) => type === 'message');
}

const textOf = (event: StreamEvent) => (event.type === 'message' ? event.text : '');

/** Says texts one after the other. Resolves with the last seq. */
async function sayAll({ client }: Guest, texts: readonly string[]): Promise<number> {
  let last = 0;
  for (const text of texts) last = (await client.ask({ type: 'send', room: 'lobby', text }, 'ok')).seq ?? 0;
  return last;
}

/** Follows who is in the lobby until it is these. */
async function untilPresent({ client }: Guest, users: readonly unknown[]): Promise<void> {
  const wanted = users.toSorted().join();
  const { here = [] } = await client.ask({ type: 'presence', room: 'lobby' }, 'presence');
  const present = new Set<unknown>(here.map(({ id }) => id));
  while ([...present].toSorted().join() !== wanted) {
    const { came = [], went = [] } = await client.next('presence');
    for (const { id } of came) present.add(id);
    for (const user of went) present.delete(user);
  }
}

async function part(guests: readonly Guest[]): Promise<void> {
  await Promise.all(guests.map(({ client }) => client.close()));
}

test('[LOG-2] [FAN-2] what is said on three nodes at once is shown on all of them in one order, each once', async () => {
  const guests = await three.guests();
  const saying = guests.map((guest, node) =>
    sayAll(
      guest,
      Array.from({ length: 50 }, (_, index) => `node ${node}, ${index}`),
    ),
  );
  const head = Math.max(...(await Promise.all(saying)));
  const [first = [], ...others] = await Promise.all(guests.map((guest) => messagesUpTo(guest, head)));
  const texts = first.map(textOf);
  assert.equal(new Set(texts).size, 150);
  assert.equal(texts.length, 150);
  for (const other of others) assert.deepEqual(other.map(textOf), texts);
  for (const node of [0, 1, 2]) {
    const own = texts.filter((text) => text.startsWith(`node ${node},`));
    assert.deepEqual(
      own,
      Array.from({ length: 50 }, (_, index) => `node ${node}, ${index}`),
    );
  }
  await part(guests);
});

test('[LOG-3] [R2] [R5] a command that is sent again on another node, at once or later, is done once', async () => {
  const guests = await three.guests();
  const [ada] = guests;
  assert.ok(ada);
  const elsewhere = await WireClient.enter(three.node(1).webSocket('/ws'), { token: ada.welcome.token });
  const send = { type: 'send', id: 'sent-twice-at-once', room: 'lobby', text: 'once' };
  const answers = await Promise.all([ada.client.ask(send, 'ok'), elsewhere.client.ask(send, 'ok')]);
  assert.equal(answers[0].seq, answers[1].seq);
  const again = await elsewhere.client.ask(send, 'ok');
  assert.equal(again.seq, answers[0].seq);
  const head = await sayAll(ada, ['and on']);
  assert.equal(head, (again.seq ?? 0) + 1);
  await elsewhere.client.close();
  await part(guests);
});

test('[R28] [R29] who is present is seen at every node, and when a node stops its people go soon', async () => {
  const guests = await three.guests();
  const [ming, ada, lee] = guests;
  assert.ok(ming && ada && lee);
  const ids = guests.map(({ welcome }) => welcome.user.id);
  await Promise.all(guests.map((guest) => untilPresent(guest, ids)));
  await ada.client.ask({ type: 'rename', name: 'Ada Lovelace' }, 'ok');
  const renamed = await lee.client.next('presence', ({ came = [] }) => came.some(({ id }) => id === ids[1]));
  assert.deepEqual(renamed.came, [{ id: ids[1], name: 'Ada Lovelace' }]);

  const stopping = await three.add();
  const elsewhere = await WireClient.enter(stopping.webSocket('/ws'), { token: ada.welcome.token });
  const last = await WireClient.enter(stopping.webSocket('/ws'), { name: 'last' });
  await untilPresent(ming, [...ids, last.welcome.user.id]);
  await ada.client.close();
  await untilPresent(elsewhere, [...ids, last.welcome.user.id]);
  await stopping.stop();
  const stoppedMs = performance.now();
  await untilPresent(ming, [ids[0], ids[2]]);
  assert.ok(performance.now() - stoppedMs < STOPPED_MS_MAX, 'it did not go silently');
  three.nodes.pop();
  await part([ming, lee]);
});

test('[SYNC-1] [SYNC-3] whoever was at a node that is killed goes on at another one: nothing lost, nothing twice', async () => {
  const victim = await three.add();
  const { client, welcome } = await WireClient.enter(victim.webSocket('/ws'), { name: 'Ada' });
  const guests = await three.guests();
  const [ming] = guests;
  assert.ok(ming);
  const before = await sayAll(ming, ['one', 'two']);
  const shown = await client.eventsUpTo('lobby', before);
  const last = shown.at(-1);
  assert.ok(last);
  await victim.kill9();
  const head = await sayAll(ming, ['three', 'four', 'five']);
  const lobby = welcome.rooms?.find(({ room }) => room === 'lobby');
  assert.ok(lobby);
  const resume = { lobby: { epoch: lobby.epoch, seq: last.seq, id: last.id } };
  const { client: back } = await WireClient.enter(three.node(2).webSocket('/ws'), {
    token: welcome.token,
    resume,
  });
  const missed = await back.eventsUpTo('lobby', head);
  assert.deepEqual(
    missed.map(({ seq }) => seq),
    Array.from({ length: head - last.seq }, (_, index) => last.seq + 1 + index),
  );
  three.nodes.pop();
  await back.close();
  await part(guests);
});

test('[BUS-1] [R9] [R10] without NATS messages come about a second later, each once, and nobody loses one', async () => {
  const guests = await three.guests();
  const [ming, ada] = guests;
  assert.ok(ming && ada);
  await three.nats.kill();
  const head = await sayAll(ming, ['while it is away', 'the last one']);
  const shown = await messagesUpTo(ada, head);
  assert.deepEqual(shown.map(textOf).slice(-2), ['while it is away', 'the last one']);
  assert.equal(await three.readiness(1), '200 ready\nnats away\n');
  three.nats = await three.nats.successor();
  for (const node of [0, 1, 2]) {
    while ((await three.readiness(node)) !== '200 ready\nnats connected\n');
  }
  const later = await sayAll(ming, ['it is back']);
  assert.deepEqual((await messagesUpTo(ada, later)).map(textOf), ['it is back']);
  await part(guests);
});

test('[BUS-1] [R15] without the store sends are refused for now, then everyone is sent elsewhere; it comes back by itself', async () => {
  const guests = await three.guests();
  const [ming] = guests;
  assert.ok(ming);
  await three.postgres.stop('at once');
  const send = { type: 'send', id: 'kept-until-then', room: 'lobby', text: 'kept' };
  ming.client.say(send);
  const refusal = await ming.client.answerTo(send.id);
  assert.deepEqual(refusal.type === 'error' && { code: refusal.code, retry: refusal.retry }, {
    code: 'storage_unavailable',
    retry: true,
  });
  const partings = await Promise.all(guests.map(({ client }) => client.closed));
  assert.deepEqual(
    partings.map(({ code }) => code),
    [4503, 4503, 4503],
  );
  assert.match(await three.readiness(0), /^503 not ready\n/);
  await assert.rejects(WireClient.open(three.node(0).webSocket('/ws')));

  await three.postgres.startAgain();
  for (const node of [0, 1, 2]) while (!(await three.readiness(node)).startsWith('200'));
  const { client: back } = await WireClient.enter(three.node(1).webSocket('/ws'), {
    token: ming.welcome.token,
  });
  assert.equal((await back.ask(send, 'ok')).type, 'ok');
  await back.close();
});
