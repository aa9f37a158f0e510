import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import { PAGE_FILES_MAX, PAGE_MEMBERS_MAX } from '@teahouse/protocol/limits';
import { House } from '../testing/house.ts';
import { JsonClient } from '../testing/json-client.ts';
import { PlainClient } from '../testing/plain-client.ts';
import { NO_RATE_LIMITS } from './limits.ts';

const HOUR_MS = 3_600_000;

async function setUp() {
  const house = await House.open({ limits: NO_RATE_LIMITS });
  const ming = await house.guest('Ming');
  return { house, ming, client: await JsonClient.enter(house, ming) };
}

test('[NET-1] members are told page by page, with their names, present or not', async () => {
  const { house, ming, client } = await setUp();
  const anna = await house.guest();
  const lee = await house.guest('Lee');
  await client.say({ type: 'members', id: 'm1', room: LOBBY, limit: 2 });
  assert.deepEqual(client.last('members'), {
    type: 'members',
    id: 'm1',
    room: LOBBY,
    members: [{ id: ming.user, name: 'Ming' }, { id: anna.user }],
    more: true,
  });
  await client.say({ type: 'members', id: 'm2', room: LOBBY, after: anna.user });
  const rest = client.last('members');
  assert.deepEqual([rest?.members, rest?.more], [[{ id: lee.user, name: 'Lee' }], false]);
});

test('[NET-1] files are told as the events they are, newest first', async () => {
  const { house, client } = await setUp();
  const passing = await PlainClient.enter(house);
  for (const byte of [1, 2, 3]) {
    await passing.say('words');
    await passing.say(Buffer.from([byte]));
  }
  const shown = client.events(LOBBY).filter((event) => event.type === 'message' && event.attachment);
  await client.say({ type: 'files', id: 'f1', room: LOBBY, limit: 2 });
  const newest = { type: 'files', id: 'f1', room: LOBBY, more: true, files: shown.toReversed().slice(0, 2) };
  assert.deepEqual(client.last('files'), newest);
  await client.say({ type: 'files', id: 'f2', room: LOBBY, before: shown[1]?.seq });
  const oldest = client.last('files');
  assert.deepEqual([oldest?.files, oldest?.more], [shown.slice(0, 1), false]);
});

test('[NET-1] a history from a time on begins with the first message since', async () => {
  const { house, ming, client } = await setUp();
  const startMs = house.clock.nowMs();
  for (const text of ['a', 'b', 'c']) {
    await house.say(ming.user, text);
    house.clock.spend(HOUR_MS);
  }
  await client.say({ type: 'history', id: 'h', room: LOBBY, at: startMs + 1, limit: 1 });
  const page = client.last('page');
  assert.deepEqual([page?.messages.map(({ text }) => text), page?.more], [['b'], true]);
});

test('a list has no more than its limit, whatever is asked for', async () => {
  const { house, client } = await setUp();
  await Promise.all(Array.from({ length: PAGE_MEMBERS_MAX }, () => house.guest()));
  const passing = await PlainClient.enter(house);
  for (let sent = 0; sent <= PAGE_FILES_MAX; sent++) await passing.say(Buffer.from([sent]));
  for (const limit of [{}, { limit: 9_999 }]) {
    await client.say({ type: 'members', id: 'm', room: LOBBY, ...limit });
    assert.equal(client.last('members')?.members.length, PAGE_MEMBERS_MAX);
    await client.say({ type: 'files', id: 'f', room: LOBBY, ...limit });
    assert.equal(client.last('files')?.files.length, PAGE_FILES_MAX);
  }
});

test('[S14] who is not in a room is told nothing about it', async () => {
  const { client } = await setUp();
  const nowhere = 'r_aaaaaaaaaaaaaaaa' as RoomId;
  for (const type of ['members', 'files']) {
    await client.say({ type, id: type, room: nowhere });
    const { id, code } = client.last('error') ?? {};
    assert.deepEqual([id, code], [type, 'not_a_member']);
  }
});
