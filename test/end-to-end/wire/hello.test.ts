import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const url = server.webSocket('/ws');

test('[NET-1] rule 7: a guest is a member of the lobby, has a token, and is the same person with it', async () => {
  const { client, welcome } = await WireClient.enter(url, { name: '小明' });
  assert.match(welcome.user.id, /^u_[a-z2-7]{16}$/);
  assert.equal(welcome.user.name, '小明');
  assert.deepEqual(
    welcome.rooms.map(({ room, kind }) => `${room} ${kind}`),
    ['lobby open'],
  );
  await client.close();
  assert.ok(welcome.token);
  const back = await WireClient.enter(url, { token: welcome.token });
  assert.deepEqual(back.welcome.user, welcome.user);
  assert.equal(back.welcome.token, undefined);
  await back.client.close();
});

test('[NET-1] rule 7: a name may be absent', async () => {
  const { client, welcome } = await WireClient.enter(url);
  assert.equal(welcome.user.name, undefined);
  await client.ask({ type: 'send', room: 'lobby', text: 'who am I' }, 'ok');
  const { by, from } = await client.next('message');
  assert.equal(by, welcome.user.id);
  assert.equal(from, undefined);
  await client.close();
});

test('[NET-3] [S6] rules 7 and 8: what is no good hello is refused with a code, and the socket closes', async () => {
  const token = 'a'.repeat(43);
  const rows = [
    ['{"type":"send","id":"1","room":"lobby","text":"hi"}', 'hello_required', 4400],
    ['not json', 'not_json', 4400],
    ['{"type":"greetings"}', 'unknown_type', 4400],
    ['{"type":"hello","name":7}', 'bad_field', 4400],
    ['{"type":"hello","name":"\\u202e"}', 'bad_name', 4400],
    [`{"type":"hello","token":"${token}"}`, 'bad_token', 4401],
    ['{"type":"hello","token":"short"}', 'bad_field', 4400],
    ['{"type":"hello","resume":{"lobby":{"epoch":"x","seq":-1,"id":""}}}', 'bad_field', 4400],
  ] as const;
  for (const [hello, code, closeCode] of rows) {
    const client = await WireClient.open(url);
    client.say(hello);
    assert.equal((await client.next('error')).code, code, hello);
    const closed = await client.closed;
    assert.equal(closed.code, closeCode, hello);
    assert.notEqual(closed.reason, '', hello);
  }
});

test('rules 9 and 17: a room tells how it stands, and unread is the difference of n and read_n', async () => {
  const { client, welcome } = await WireClient.enter(url);
  const { client: other } = await WireClient.enter(url);
  for (const text of ['one', 'two', 'three']) await other.ask({ type: 'send', room: 'lobby', text }, 'ok');
  const third = await client.next('message', ({ text }) => text === 'three');
  await client.close();
  const back = await WireClient.enter(url, { token: welcome.token ?? '' });
  const [lobby] = back.welcome.rooms;
  assert.ok(lobby);
  assert.equal(lobby.head, third.seq);
  assert.equal(lobby.id, third.id);
  assert.equal(lobby.n, third.n);
  assert.equal(lobby.n - lobby.read_n, 3);
  await back.client.ask({ type: 'read', room: 'lobby', seq: third.seq }, 'ok');
  const read = await back.client.next('read');
  assert.deepEqual([read.room, read.read, read.read_n], ['lobby', third.seq, third.n]);
  await Promise.all([back.client.close(), other.close()]);
});

test('rule 1: fields that nobody knows are ignored', async () => {
  const client = await WireClient.open(url);
  client.say({ type: 'hello', name: 'Ada', future: { of: 'chat' } });
  await client.next('welcome');
  await client.ask({ type: 'send', room: 'lobby', text: 'ok', colour: 'green' }, 'ok');
  await client.close();
});

test('a second hello changes nothing', async () => {
  const { client } = await WireClient.enter(url);
  client.say({ type: 'hello' });
  assert.equal((await client.next('error')).code, 'already_greeted');
  await client.ask({ type: 'send', room: 'lobby', text: 'still here' }, 'ok');
  await client.close();
});
