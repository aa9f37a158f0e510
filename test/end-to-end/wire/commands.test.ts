import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import { isEvent } from '@teahouse/protocol/server-frames';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const url = server.webSocket('/ws');
const NOWHERE = 'r_aaaaaaaaaaaaaaaa';

async function two() {
  const [one, other] = await Promise.all([
    WireClient.enter(url, { name: '小明' }),
    WireClient.enter(url, { name: '小红' }),
  ]);
  const leave = () => Promise.all([one.client.close(), other.client.close()]);
  return { ...one, other: other.client, otherUser: other.welcome.user, leave };
}

test('[NET-1] send: everyone in the room is told, the sender too, and what is no text is refused', async () => {
  const { client, other, welcome, leave } = await two();
  const text = '你好，<b>茶友</b> 🍵\nsecond line';
  const { seq } = await client.ask({ type: 'send', room: 'lobby', text }, 'ok');
  for (const each of [client, other]) {
    const message = await each.next('message', ({ by }) => by === welcome.user.id);
    assert.deepEqual([message.seq, message.text, message.from], [seq, text, '小明']);
  }
  const refused = async (question: { room?: string; text?: unknown }) =>
    (await client.ask({ type: 'send', room: 'lobby', ...question }, 'error')).code;
  assert.equal(await refused({ text: ' \n\t\u3000\u200b' }), 'empty_text');
  assert.equal(await refused({ text: '茶'.repeat(4_001) }), 'too_long');
  assert.equal(await refused({ text: 'a\u0000b' }), 'bad_text');
  assert.equal(await refused({ text: 7 }), 'bad_field');
  assert.equal(await refused({ text: 'hi', room: NOWHERE }), 'not_a_member');
  await client.ask({ type: 'send', room: 'lobby', text: '🍵'.repeat(4_000) }, 'ok');
  await leave();
});

test('[NET-1] [LOG-3] [R6] the same id happens once, and the first one wins', async () => {
  const { client, welcome, leave } = await two();
  const first = await client.ask({ type: 'send', id: 'once', room: 'lobby', text: 'first' }, 'ok');
  const repeat = await client.ask({ type: 'send', id: 'once', room: 'lobby', text: 'second' }, 'ok');
  assert.deepEqual(repeat, first);
  const elsewhere = await WireClient.enter(url, { token: welcome.token ?? '' });
  const late = await elsewhere.client.ask({ type: 'leave', id: 'once', room: 'lobby' }, 'ok');
  assert.deepEqual(late, first);
  await Promise.all([leave(), elsewhere.client.close()]);
});

test('[NET-1] [R5] the same command at once on two sockets is one event with two equal answers', async () => {
  const { client, welcome, leave } = await two();
  const elsewhere = await WireClient.enter(url, { token: welcome.token ?? '' });
  const question = { type: 'send', id: 'twice', room: 'lobby', text: 'one of me' };
  const [one, other] = await Promise.all([client, elsewhere.client].map((each) => each.ask(question, 'ok')));
  assert.deepEqual(one, other);
  await Promise.all([leave(), elsewhere.client.close()]);
});

test('[NET-1] create_room, rooms, join and leave: open to all, and found in the list', async () => {
  const { client, other, leave } = await two();
  const { room } = await client.ask({ type: 'create_room', name: '  龙井   茶友 ', kind: 'open' }, 'ok');
  assert.match(room ?? '', /^r_[a-z2-7]{16}$/);
  const mine = await client.next('room_joined', (event) => event.room === room);
  assert.deepEqual([mine.name, mine.kind, mine.joined], ['龙井 茶友', 'open', 1]);
  assert.equal((await client.next('room_created')).members, 1);

  const { rooms } = await other.ask({ type: 'rooms', limit: 100 }, 'rooms');
  const listed = rooms.find((one) => one.room === room);
  assert.deepEqual(listed, { room, name: '龙井 茶友', members: 1, n: 0 });
  await other.ask({ type: 'join', room }, 'ok');
  assert.equal((await client.next('joined', (event) => event.room === room)).members, 2);
  assert.equal((await other.next('joined', (event) => event.room === room)).members, 2);
  await other.ask({ type: 'join', room }, 'ok');
  await other.ask({ type: 'leave', room }, 'ok');
  assert.equal((await client.next('left')).members, 1);
  assert.equal((await other.next('room_left')).room, room);
  const after = await other.ask({ type: 'leave', room }, 'error');
  assert.equal(after.code, 'not_a_member');
  assert.equal((await other.ask({ type: 'join', room: NOWHERE }, 'error')).code, 'no_such_room');
  assert.equal(
    (await other.ask({ type: 'create_room', name: '\u202e', kind: 'open' }, 'error')).code,
    'bad_name',
  );
  await leave();
});

test('[NET-1] rule 18: on every connection of a person room_joined comes first, then the room from there on', async () => {
  const { client, other, welcome, otherUser, leave } = await two();
  const elsewhere = (await WireClient.enter(url, { token: welcome.token ?? '' })).client;
  const made = await other.ask({ type: 'create_room', name: 'first', kind: 'open' }, 'ok');
  await client.ask({ type: 'join', room: made.room }, 'ok');
  const closed = { type: 'create_room', name: 'second', kind: 'closed', members: [otherUser.id] };
  const { room } = await client.ask(closed, 'ok');
  const rows = [
    { who: client, room: made.room, types: ['room_joined', 'joined'] },
    { who: elsewhere, room: made.room, types: ['room_joined', 'joined'] },
    { who: client, room, types: ['room_joined', 'room_created', 'joined'] },
    { who: elsewhere, room, types: ['room_joined', 'room_created', 'joined'] },
    { who: other, room, types: ['room_joined', 'joined'] },
  ];
  for (const { who, room: entered, types } of rows) {
    await who.next('joined', (event) => event.room === entered);
    const heard = who.heard.filter((frame) => isEvent(frame) && 'room' in frame && frame.room === entered);
    assert.deepEqual(
      heard.map(({ type }) => type),
      types,
    );
  }
  await Promise.all([leave(), elsewhere.close()]);
});

test('[NET-1] [S14] rule 33: a closed room answers like one that does not exist', async () => {
  const { client, other, otherUser, leave } = await two();
  const stranger = (await WireClient.enter(url)).client;
  const { room } = await client.ask(
    { type: 'create_room', name: 'closed', kind: 'closed', members: [otherUser.id] },
    'ok',
  );
  assert.equal((await other.next('room_joined', (event) => event.room === room)).kind, 'closed');
  await other.ask({ type: 'send', room, text: 'in here' }, 'ok');
  const { rooms } = await stranger.ask({ type: 'rooms' }, 'rooms');
  assert.ok(!rooms.some((one) => one.room === room));
  const questions = [
    { type: 'send', text: 'hi' },
    { type: 'join' },
    { type: 'leave' },
    { type: 'read', seq: 1 },
    { type: 'arrange', pinned: true },
    { type: 'history' },
    { type: 'events', after: 0 },
    { type: 'subscribe' },
    { type: 'presence' },
    { type: 'members' },
    { type: 'files' },
  ];
  for (const question of questions) {
    const asked = { ...question, id: `${question.type}-1` };
    const closed = await stranger.ask({ ...asked, room }, 'error');
    const absent = await stranger.ask({ ...asked, room: NOWHERE }, 'error');
    assert.deepEqual(closed, absent, question.type);
  }
  await Promise.all([leave(), stranger.close()]);
});

test('[NET-1] rule 20: the same two people always get the same direct room', async () => {
  const { client, other, welcome, otherUser, leave } = await two();
  const direct = (members: readonly string[]) => ({
    type: 'create_room',
    name: 'us',
    kind: 'direct',
    members,
  });
  const { room } = await client.ask(direct([otherUser.id]), 'ok');
  assert.equal((await other.next('room_joined', (event) => event.kind === 'direct')).room, room);
  assert.equal((await other.ask(direct([welcome.user.id]), 'ok')).room, room);
  assert.equal((await client.ask(direct(['u_aaaaaaaaaaaaaaaa']), 'error')).code, 'no_such_user');
  await leave();
});

test('[NET-1] rename: the rooms are told, and later messages carry the new name', async () => {
  const { client, other, leave } = await two();
  await client.ask({ type: 'rename', name: 'Ada' }, 'ok');
  const renamed = await other.next('renamed');
  assert.deepEqual([renamed.from, renamed.name], ['小明', 'Ada']);
  assert.equal((await client.next('name_changed')).name, 'Ada');
  await client.ask({ type: 'send', room: 'lobby', text: 'new name' }, 'ok');
  assert.equal((await other.next('message', ({ text }) => text === 'new name')).from, 'Ada');
  await leave();
});

test('[NET-1] read: every connection of a person is told, and the marker only goes forward', async () => {
  const { client, other, welcome, leave } = await two();
  const elsewhere = (await WireClient.enter(url, { token: welcome.token ?? '' })).client;
  const { seq = 0 } = await other.ask({ type: 'send', room: 'lobby', text: 'unread' }, 'ok');
  await client.ask({ type: 'read', room: 'lobby', seq }, 'ok');
  assert.equal((await elsewhere.next('read')).read, seq);
  await client.ask({ type: 'read', room: 'lobby', seq: 1 }, 'ok');
  const ahead = await client.ask({ type: 'read', room: 'lobby', seq: seq + 1_000 }, 'error');
  assert.equal(ahead.code, 'bad_position');
  await Promise.all([leave(), elsewhere.close()]);
});

test('[NET-1] history and events: pages in both directions, with more and head', async () => {
  const { client, leave } = await two();
  const { room = NOWHERE as RoomId } = await client.ask(
    { type: 'create_room', name: 'pages', kind: 'open' },
    'ok',
  );
  for (let said = 0; said < 7; said++) await client.ask({ type: 'send', room, text: `${said}` }, 'ok');
  const page = (fields: object) => client.ask({ type: 'history', room, ...fields }, 'page');
  const textsOf = ({ messages }: Awaited<ReturnType<typeof page>>) =>
    messages.map(({ text }) => text).join('');
  const newest = await page({ limit: 3 });
  assert.deepEqual([textsOf(newest), newest.more, newest.head], ['456', true, 8]);
  const before = await page({ before: newest.messages[0]?.seq, limit: 100 });
  assert.deepEqual([textsOf(before), before.more], ['0123', false]);
  const after = await page({ after: before.messages[1]?.seq, limit: 2 });
  assert.deepEqual([textsOf(after), after.more], ['23', true]);
  assert.deepEqual(textsOf(await page({ after: 8 })), '');

  const first = await client.ask({ type: 'events', room, after: 0, limit: 2 }, 'events');
  assert.deepEqual(
    first.events.map(({ type, seq }) => `${seq} ${type}`),
    ['1 room_created', '2 message'],
  );
  assert.equal(first.head, 8);
  const rest = await client.ask({ type: 'events', room, after: 2 }, 'events');
  assert.deepEqual(
    rest.events.map(({ seq }) => seq),
    [3, 4, 5, 6, 7, 8],
  );
  await leave();
});

test('[LOG-2] rule 5: commands of one connection to one room take effect in the order sent', async () => {
  const { client, other, leave } = await two();
  const texts = Array.from({ length: 40 }, (_, index) => `in order ${index}`);
  await Promise.all(texts.map((text) => client.ask({ type: 'send', room: 'lobby', text }, 'ok')));
  const heard = [];
  for (const text of texts) heard.push((await other.next('message', (message) => message.text === text)).seq);
  assert.deepEqual(
    heard,
    heard.toSorted((a, b) => a - b),
  );
  await leave();
});
