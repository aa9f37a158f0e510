import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { HELLO_TIMEOUT_MS } from '@teahouse/protocol/limits';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';

const ROOM = `r_${'r'.repeat(16)}` as RoomId;

async function entered() {
  const house = await House.open();
  const guest = await house.guest('小明');
  const client = await JsonClient.enter(house, guest);
  return { house, guest, client };
}

test('[NET-1] hello without a token makes a guest, who is told the token and lives in the lobby', async () => {
  const house = await House.open();
  const client = new JsonClient(house);
  await client.say({ type: 'hello', name: '小明' });
  const welcome = client.last('welcome') ?? assert.fail();
  assert.equal(welcome.user.name, '小明');
  assert.match(welcome.token ?? '', /^[\w-]{43}$/);
  assert.deepEqual(
    welcome.rooms.map(({ room, head, members }) => ({ room, head, members })),
    [{ room: LOBBY, head: 2, members: 1 }],
  );
});

test('[NET-1] hello with the token is the same person again, and the token is not told again', async () => {
  const { guest, client } = await entered();
  const welcome = client.last('welcome') ?? assert.fail();
  assert.deepEqual(welcome.user, { id: guest.user, name: '小明' });
  assert.equal(welcome.token, undefined);
});

const BAD_FIRST_FRAMES = [
  ['not JSON', '{', 'not_json'],
  ['another frame', '{"type":"send","id":"c1","room":"lobby","text":"x"}', 'hello_required'],
  ['an unknown frame', '{"type":"hullo"}', 'unknown_type'],
  ['a token of the wrong kind', '{"type":"hello","token":7}', 'bad_field'],
  ['a name that cannot be one', '{"type":"hello","name":"\\u202e"}', 'bad_name'],
] as const;
for (const [what, text, code] of BAD_FIRST_FRAMES) {
  test(`[NET-3] a first frame that is ${what} is refused and ends the connection`, async () => {
    const client = new JsonClient(await House.open());
    await client.say(text);
    assert.equal(client.last('error')?.code, code);
    assert.deepEqual(client.wire.ended, ['badHello']);
  });
}

test('[NET-3] a first frame that is binary is refused and ends the connection', async () => {
  const client = new JsonClient(await House.open());
  client.session.onBinary();
  assert.equal(client.last('error')?.code, 'unexpected_binary');
  assert.deepEqual(client.wire.ended, ['badHello']);
});

test('[NET-3] a token of nobody is refused and ends the connection', async () => {
  const client = new JsonClient(await House.open());
  await client.say({ type: 'hello', token: 'x'.repeat(43) });
  assert.equal(client.last('error')?.code, 'bad_token');
  assert.deepEqual(client.wire.ended, ['badToken']);
});

test('[S6] a connection without hello is closed after ten seconds, one with hello is not', async () => {
  const house = await House.open();
  const client = new JsonClient(house);
  const other = new JsonClient(house);
  await other.say({ type: 'hello' });
  house.clock.advance(HELLO_TIMEOUT_MS - 1);
  assert.deepEqual(client.wire.ended, []);
  house.clock.advance(1);
  assert.deepEqual(client.wire.ended, ['helloTimeout']);
  assert.deepEqual(other.wire.ended, []);
  client.close();
});

test('[S6] a connection that is closed before its hello leaves no timer behind', async () => {
  const house = await House.open();
  const client = new JsonClient(house);
  client.close();
  assert.equal(house.clock.pending, 0);
});

test('[NET-3] a second hello is refused, and nothing else happens', async () => {
  const { client } = await entered();
  await client.say({ type: 'hello' });
  assert.equal(client.last('error')?.code, 'already_greeted');
  assert.deepEqual(client.wire.ended, []);
});

test('what follows a hello at once is done after the welcome, in order', async () => {
  const house = await House.open();
  const client = new JsonClient(house);
  client.send({ type: 'hello' });
  for (const text of ['a', 'b', 'c']) client.send({ type: 'send', id: text, room: LOBBY, text });
  await house.settle();
  client.read();
  assert.equal(client.received[0]?.type, 'welcome');
  assert.deepEqual(
    client.all('ok').map(({ id, seq }) => [id, seq]),
    [
      ['a', 3],
      ['b', 4],
      ['c', 5],
    ],
  );
  assert.deepEqual(client.seqs(LOBBY), [3, 4, 5]);
});

test('[S11] when the store fails at hello the client is told and comes back', async () => {
  const house = await House.open();
  const guest = await house.guest();
  house.slow.fail('roomsOf');
  const clients = [new JsonClient(house), new JsonClient(house)];
  for (const client of clients) client.send({ type: 'hello', token: guest.token });
  await house.settle();
  for (const client of clients) {
    assert.equal(client.last('error')?.code, 'internal');
    assert.deepEqual(client.wire.ended, ['goingAway']);
  }
  house.slow.mend();
  await JsonClient.enter(house, guest);
});

test('[S11] one connection that fails at hello does not take another of the same person down', async () => {
  const house = await House.open();
  const guest = await house.guest();
  house.slow.hold('roomsOf');
  const first = new JsonClient(house);
  first.send({ type: 'hello', token: guest.token });
  await house.settle();
  house.slow.fail('roomsOf');
  const second = new JsonClient(house);
  second.send({ type: 'hello', token: guest.token });
  await house.settle();
  house.slow.release();
  await house.settle();
  assert.ok(first.last('welcome'));
  assert.deepEqual(second.wire.ended, ['goingAway']);
});

test('[S10] a connection that is closed while it enters leaves nothing behind', async () => {
  const house = await House.open();
  const guest = await house.guest();
  const client = new JsonClient(house);
  house.slow.hold('roomsOf');
  client.send({ type: 'hello', token: guest.token });
  await house.settle();
  client.close();
  house.slow.release();
  await house.settle();
  for (let sweeps = 0; sweeps < 4; sweeps++) house.feeds.sweep();
  assert.equal(house.feeds.count, 0);
  assert.equal(house.presence.look(LOBBY).count, 0);
  assert.equal(house.clock.pending, 0);
});

test('[NET-3] frames nobody understands are answered with a code, and the connection goes on', async () => {
  const { house, client } = await entered();
  const frames = ['', 'null', '[]', '{"type":"__proto__"}', '{"type":"send","id":"c1"}', '"'.repeat(50)];
  for (const frame of frames) await client.say(frame);
  assert.deepEqual(
    client.all('error').map(({ code }) => code),
    ['not_json', 'not_json', 'not_json', 'unknown_type', 'bad_field', 'not_json'],
  );
  client.session.onBinary();
  await house.settle();
  assert.equal(client.last('error')?.code, 'unexpected_binary');
  assert.deepEqual(client.wire.ended, []);
});

test('[R29] before a restart a client is told when to come back, and hears nothing after it', async () => {
  const { house, guest, client } = await entered();
  client.session.bye(700);
  assert.deepEqual(client.last('bye'), { type: 'bye', code: 1012, reconnect_after_ms: 700 });
  assert.deepEqual(client.wire.ended, ['restart']);
  await house.say(guest.user, 'late');
  await client.say({ type: 'rooms', id: 'r1' });
  assert.deepEqual(client.read(), []);
});

test('[S14] what is asked of a room of others is refused alike, whether there is one or not', async () => {
  const { house, client } = await entered();
  const owner = await house.guest();
  await house.do(owner.user, { type: 'create_room', room: ROOM, name: 'x', kind: 'closed', members: [] });
  for (const room of [ROOM, `r_${'z'.repeat(16)}`]) {
    for (const type of ['history', 'events', 'subscribe', 'presence', 'send', 'read', 'leave'] as const) {
      await client.say({ type, id: `${type}`, room, text: 'x', seq: 1, after: 0 });
      assert.equal(client.last('error')?.code, 'not_a_member', type);
      assert.equal(client.last('error')?.id, type);
    }
    await client.say({ type: 'join', id: 'j', room });
    assert.equal(client.last('error')?.code, 'no_such_room');
    await client.say({ type: 'typing', room });
  }
  assert.deepEqual(client.events(ROOM), []);
});
