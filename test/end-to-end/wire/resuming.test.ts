import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import type { Head } from '@teahouse/protocol/server-frames';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile(['--limits', 'off']);
const url = server.webSocket('/ws');
/** More than a server keeps at hand for those who come back. */
const TOO_MANY = 600;

const positionAt = ({ epoch, head, id }: Head): Position => ({ epoch, seq: head, id });
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** A room of its own with somebody in it, who talks, and somebody who has just gone away. */
async function room() {
  const host = await WireClient.enter(url, { name: 'host' });
  const made = await host.client.ask({ type: 'create_room', name: '茶友', kind: 'open' }, 'ok');
  const name = made.room as RoomId;
  const guest = await WireClient.enter(url, { name: 'guest' });
  await guest.client.ask({ type: 'join', room: name }, 'ok');
  await guest.client.close();
  const token = guest.welcome.token ?? '';
  const back = await WireClient.enter(url, { token });
  await back.client.close();
  const summary = back.welcome.rooms.find((one) => one.room === name);
  assert.ok(summary);
  const say = async (count: number) => {
    const answers = from(1, count).map((number) =>
      host.client.ask({ type: 'send', room: name, text: `${number}` }, 'ok'),
    );
    return (await Promise.all(answers)).at(-1)?.seq ?? 0;
  };
  return { name, token, say, host: host.client, left: positionAt(summary), own: back.welcome };
}

test('[SYNC-1] [SYNC-3] [R7] a stream is continued: what was missed comes in order, then what is said meanwhile', async () => {
  const { name, token, say, left } = await room();
  await say(50);
  const coming = WireClient.enter(url, { token, resume: { [name]: left } });
  const [{ client, welcome }, last] = await Promise.all([coming, say(50)]);
  const events = await client.eventsUpTo(name, last);
  assert.deepEqual(
    events.map(({ seq }) => seq),
    from(left.seq + 1, last),
  );
  assert.ok((welcome.rooms.find((one) => one.room === name)?.head ?? 0) >= left.seq + 50);
  await client.close();
});

test('[SYNC-1] the beginning is seq 0 with an empty id', async () => {
  const { name, token, say, left } = await room();
  const last = await say(3);
  const resume = { [name]: { epoch: left.epoch, seq: 0, id: '' as const } };
  const { client } = await WireClient.enter(url, { token, resume });
  const events = await client.eventsUpTo(name, last);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['room_created', 'joined', 'message', 'message', 'message'],
  );
  await client.close();
});

test('[SYNC-1] [SYNC-3] too far behind: page by page, then a subscription, and nothing is missing', async () => {
  const { name, token, say, left } = await room();
  await say(TOO_MANY);
  const { client } = await WireClient.enter(url, { token, resume: { [name]: left } });
  const behind = await client.next('behind');
  assert.deepEqual([behind.room, behind.after, behind.head], [name, left.seq, left.seq + TOO_MANY]);
  const afterwards = say(1);

  const caughtUp: number[] = [];
  let position: Position = left;
  for (let head = behind.head; position.seq < head; ) {
    const page = await client.ask({ type: 'events', room: name, after: position.seq, limit: 500 }, 'events');
    caughtUp.push(...page.events.map(({ seq }) => seq));
    const last = page.events.at(-1);
    assert.ok(last);
    head = page.head;
    position = { epoch: page.epoch, seq: last.seq, id: last.id };
  }
  assert.deepEqual(caughtUp, from(left.seq + 1, position.seq));
  await afterwards;
  // Until it is subscribed to, nothing of the stream comes by itself.
  assert.ok(
    !client.heard.some((frame) => 'room' in frame && frame.room === name && frame.type === 'message'),
  );
  await client.ask({ type: 'subscribe', room: name, position }, 'ok');
  const last = await say(5);
  const live = position.seq === last ? [] : await client.eventsUpTo(name, last);
  assert.deepEqual(
    live.map(({ seq }) => seq),
    from(position.seq + 1, last),
  );
  await client.close();
});

test('[SYNC-2] [R27] a position that is not in this log is told reset, and live events follow from its head', async () => {
  const { name, token, say, left } = await room();
  const head = await say(3);
  const places: Record<string, Position> = {
    'another event at this seq': { ...left, id: 'c_another' as Position['id'] },
    'a seq that is not there yet': { ...left, seq: head + 1_000 },
    'the highest seq there is': { ...left, seq: 2_147_483_647 },
    'a life this store never had': { ...left, epoch: 'nowhere-nothing-1' as Position['epoch'] },
  };
  for (const [what, position] of Object.entries(places)) {
    const { client } = await WireClient.enter(url, { token, resume: { [name]: position } });
    const reset = await client.next('reset');
    assert.equal(reset.room, name, what);
    const next = await say(1);
    assert.equal(reset.head, next - 1, what);
    assert.deepEqual(
      (await client.eventsUpTo(name, next)).map(({ seq }) => seq),
      [next],
      what,
    );
    await client.close();
  }
});

test('[R27] a position that is no position is refused', async () => {
  const { name, token, left } = await room();
  const { client } = await WireClient.enter(url, { token });
  for (const seq of [-1, 1.5, 2 ** 53, '7', null]) {
    const refusal = await client.ask({ type: 'subscribe', room: name, position: { ...left, seq } }, 'error');
    assert.equal(refusal.code, 'bad_field', String(seq));
  }
  await client.close();
});

test('[SYNC-1] the own stream is continued like any other', async () => {
  const { token, own } = await room();
  const elsewhere = await WireClient.enter(url, { token });
  await elsewhere.client.ask({ type: 'rename', name: '新名字' }, 'ok');
  await elsewhere.client.close();
  const { user, me } = own;
  const { client, welcome } = await WireClient.enter(url, { token, resume: { [user.id]: positionAt(me) } });
  assert.equal(welcome.user.name, '新名字');
  assert.equal((await client.next('name_changed')).seq, me.head + 1);
  await client.close();
});

test('rule 14: subscribe does the same for one stream at any time, and without a position begins now', async () => {
  const { name, token, say, left } = await room();
  const head = await say(2);
  const { client } = await WireClient.enter(url, { token });
  assert.equal((await client.ask({ type: 'subscribe', room: name, position: left }, 'ok')).seq, head);
  assert.deepEqual(
    (await client.eventsUpTo(name, head)).map(({ seq }) => seq),
    from(left.seq + 1, head),
  );
  assert.equal((await client.ask({ type: 'subscribe', room: name }, 'ok')).seq, head);
  const next = await say(1);
  assert.deepEqual(
    (await client.eventsUpTo(name, next)).map(({ seq }) => seq),
    [next],
  );
  await client.close();
});
