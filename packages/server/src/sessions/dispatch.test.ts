import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { PAGE_EVENTS_MAX, PAGE_MESSAGES_MAX } from '@teahouse/protocol/limits';
import { StoreFailure } from '../storage/log.ts';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';

async function setUp() {
  const house = await House.open();
  const [ming, lee] = [await house.guest('Ming'), await house.guest('Lee')];
  const client = await JsonClient.enter(house, ming);
  const other = await JsonClient.enter(house, lee);
  return { house, ming, lee, client, other };
}

test('[NET-1] a message is answered with its place and shown to everyone, the sender too', async () => {
  const { ming, client, other } = await setUp();
  await client.say({ type: 'send', id: 'c1', room: LOBBY, text: '你好' });
  assert.deepEqual(client.last('ok'), { type: 'ok', id: 'c1', seq: 4 });
  for (const one of [client, other]) {
    const [event] = one.events(LOBBY).slice(-1);
    assert.ok(event?.type === 'message');
    assert.deepEqual(
      [event.seq, event.by, event.from, event.text, event.id],
      [4, ming.user, 'Ming', '你好', 'c1'],
    );
  }
});

test('[LOG-3] the same command on a later connection is answered with the first result', async () => {
  const { house, ming, client } = await setUp();
  await client.say({ type: 'send', id: 'same', room: LOBBY, text: 'first' });
  client.close();
  const again = await JsonClient.enter(house, ming);
  await again.say({ type: 'send', id: 'same', room: LOBBY, text: 'second' });
  assert.deepEqual(again.last('ok'), { type: 'ok', id: 'same', seq: 4 });
  assert.deepEqual(again.events(LOBBY), []);
});

test('[LOG-3] a room is made once, and a repeat names the room that the first made', async () => {
  const { client } = await setUp();
  const create = { type: 'create_room', id: 'same', name: '茶友', kind: 'open' };
  await client.say(create);
  const { room } = client.last('ok') ?? assert.fail();
  await client.say({ ...create, name: 'another' });
  assert.deepEqual(
    client.all('ok').map((ok) => ok.room),
    [room, room],
  );
  await client.say({ type: 'rooms', id: 'r1' });
  assert.deepEqual(
    client.last('rooms')?.rooms.map(({ name }) => name),
    ['lobby', '茶友'],
  );
});

test('the room of two people is the same, whoever asks for it, and live for both', async () => {
  const { ming, lee, client, other } = await setUp();
  await client.say({ type: 'create_room', id: 'c1', name: 'x', kind: 'direct', members: [lee.user] });
  await other.say({ type: 'create_room', id: 'c1', name: 'y', kind: 'direct', members: [ming.user] });
  const room = client.last('ok')?.room ?? assert.fail();
  assert.equal(other.last('ok')?.room, room);
  await client.say({ type: 'send', id: 'c2', room, text: 'only for you' });
  assert.deepEqual(
    other.events(room).map(({ type }) => type),
    ['joined', 'message'],
  );
});

test('entering, naming oneself, reading and leaving are answered and told', async () => {
  const { house, lee, client, other } = await setUp();
  await client.say({ type: 'create_room', id: 'c1', name: '茶友', kind: 'open' });
  const room = client.last('ok')?.room ?? assert.fail();
  await other.say({ type: 'join', id: 'o1', room });
  await other.say({ type: 'rename', id: 'o2', name: '李' });
  await other.say({ type: 'read', id: 'o3', room: LOBBY, seq: 2 });
  await other.say({ type: 'leave', id: 'o4', room });
  assert.deepEqual(
    client.events(room).map(({ type }) => type),
    ['room_created', 'joined', 'renamed', 'left'],
  );
  assert.deepEqual(
    other.events(lee.user).map(({ type }) => type),
    ['room_joined', 'name_changed', 'room_left'],
  );
  assert.deepEqual(
    other.all('ok').map(({ id }) => id),
    ['o1', 'o2', 'o3', 'o4'],
  );
  assert.equal(house.presence.look(room).count, 1);
});

test('a history is served as asked for, and no larger than the limit', async () => {
  const { house, ming, client } = await setUp();
  await house.sayMany(ming.user, 120);
  const seqs = async (asked: object) => {
    await client.say({ type: 'history', id: 'h', room: LOBBY, ...asked });
    const page = client.last('page') ?? assert.fail();
    const all = page.messages.map(({ seq }) => seq);
    return { from: all[0], to: all.at(-1), count: all.length, more: page.more, head: page.head };
  };
  assert.deepEqual(await seqs({}), { from: 74, to: 123, count: 50, more: true, head: 123 });
  const newest = { from: 24, to: 123, count: PAGE_MESSAGES_MAX, more: true, head: 123 };
  assert.deepEqual(await seqs({ limit: 9_999 }), newest);
  assert.deepEqual(await seqs({ before: 24, limit: 100 }), {
    from: 4,
    to: 23,
    count: 20,
    more: false,
    head: 123,
  });
  assert.deepEqual(await seqs({ after: 120 }), { from: 121, to: 123, count: 3, more: false, head: 123 });
});

test('[SYNC-1] events are served in order, no more than the limit, with the epoch to go on from', async () => {
  const { house, ming, client } = await setUp();
  await house.sayMany(ming.user, PAGE_EVENTS_MAX + 50);
  await client.say({ type: 'events', id: 'e1', room: LOBBY, after: 0, limit: 9_999 });
  await client.say({ type: 'events', id: 'e2', room: LOBBY, after: 552 });
  await client.say({ type: 'events', id: 'e3', room: ming.user, after: 0 });
  const [first, second, own] = client.all('events');
  assert.equal(first?.events.length, PAGE_EVENTS_MAX);
  assert.deepEqual(
    second?.events.map(({ seq }) => seq),
    [553],
  );
  assert.equal(second?.head, 553);
  assert.equal(second?.epoch, house.services.archive.epoch);
  assert.deepEqual(
    own?.events.map(({ type }) => type),
    ['registered', 'room_joined'],
  );
});

test('[S14] the own stream of another person is theirs alone', async () => {
  const { lee, client } = await setUp();
  for (const type of ['events', 'subscribe']) {
    await client.say({ type, id: 'x', room: lee.user, after: 0 });
    assert.equal(client.last('error')?.code, 'not_a_member');
  }
});

test('who is typing is told to those who are shown the room', async () => {
  const { ming, client, other } = await setUp();
  await client.say({ type: 'typing', room: LOBBY });
  assert.deepEqual(other.read().concat(other.received).at(-1), {
    type: 'typing',
    room: LOBBY,
    users: [{ id: ming.user, name: 'Ming' }],
  });
});

test('[S25] who types without end is heard now and then, and not answered', async () => {
  const { house, client, other } = await setUp();
  for (let count = 0; count < 100; count++) client.send({ type: 'typing', room: LOBBY });
  await house.settle();
  const heard = other.all('typing').length;
  assert.ok(heard > 0 && heard <= 5, `heard ${heard} times`);
  assert.deepEqual(client.all('error'), []);
  await client.say({ type: 'rooms', id: 'r1' });
  assert.equal(client.last('rooms')?.id, 'r1');
});

for (const code of ['storage_full', 'storage_unavailable'] as const) {
  test(`[NET-3] ${code} is told under the id of the command, which may be tried again`, async () => {
    let isFull = false;
    const house = await House.open({
      aroundCommitter: (committer) => ({
        commit: async (commands) => {
          if (isFull) throw new StoreFailure(code, { fatal: false });
          return committer.commit(commands);
        },
      }),
    });
    const client = await JsonClient.enter(house, await house.guest());
    isFull = true;
    await client.say({ type: 'send', id: 'c1', room: LOBBY, text: 'x' });
    const error = client.last('error') ?? assert.fail();
    assert.deepEqual([error.id, error.code, error.retry], ['c1', code, true]);
    await client.say({ type: 'history', id: 'h1', room: LOBBY });
    assert.equal(client.last('page')?.id, 'h1', 'readers go on');
    isFull = false;
    await client.say({ type: 'send', id: 'c1', room: LOBBY, text: 'x' });
    assert.deepEqual(client.last('ok'), { type: 'ok', id: 'c1', seq: 3 });
  });
}

test('[S11] a read that fails is told to whoever asked, and to nobody else', async () => {
  const { house, client, other } = await setUp();
  house.slow.fail('messages');
  await client.say({ type: 'history', id: 'h1', room: LOBBY });
  assert.deepEqual([client.last('error')?.id, client.last('error')?.code], ['h1', 'internal']);
  assert.equal(house.troubles.length, 1);
  house.slow.mend();
  await client.say({ type: 'history', id: 'h2', room: LOBBY });
  assert.equal(client.last('page')?.id, 'h2');
  assert.deepEqual(other.all('error'), []);
});

test('[S20] names that a language gives a meaning to are names', async () => {
  const { client } = await setUp();
  for (const name of ['__proto__', 'constructor', 'toString']) {
    await client.say(
      `{"type":"create_room","id":"${name}","name":"${name}","kind":"open","__proto__":{"kind":"x"}}`,
    );
    assert.equal(client.last('ok')?.id, name);
  }
  const room = client.last('ok')?.room as RoomId;
  await client.say(`{"type":"send","id":"c1","room":"${room}","text":"x","__proto__":{"visitor":{}}}`);
  assert.equal(client.last('ok')?.id, 'c1');
  assert.equal(Object.hasOwn(Object.prototype, 'visitor'), false);
});
