import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MENTIONS_MAX } from '@teahouse/protocol/limits';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const url = server.webSocket('/ws');
const STRANGER = 'u_aaaaaaaaaaaaaaaa';

/** Two people and what one of them is told of the lobby on coming in again. */
async function two() {
  const [one, other] = await Promise.all([
    WireClient.enter(url, { name: '小明' }),
    WireClient.enter(url, { name: '小红' }),
  ]);
  const lobbyOfOther = async () => {
    const { client, welcome } = await WireClient.enter(url, { token: other.welcome.token ?? '' });
    await client.close();
    return welcome.rooms.find(({ room }) => room === 'lobby') ?? assert.fail();
  };
  return { one, other, lobbyOfOther, leave: () => Promise.all([one.client.close(), other.client.close()]) };
}

test('[NET-1] send with mentions: members among them are told, and reading counts down to none', async () => {
  const { one, other, lobbyOfOther, leave } = await two();
  const mentions = [other.welcome.user.id, STRANGER, other.welcome.user.id];
  const { seq = 0 } = await one.client.ask({ type: 'send', room: 'lobby', text: '@小红', mentions }, 'ok');
  const message = await other.client.next('message', (event) => event.seq === seq);
  assert.deepEqual(message.mentions, [other.welcome.user.id]);
  const told = await other.client.next('mentioned');
  assert.deepEqual(
    [told.user, told.by, told.from, told.room, told.message],
    [other.welcome.user.id, one.welcome.user.id, '小明', 'lobby', seq],
  );
  const second = await one.client.ask({ type: 'send', room: 'lobby', text: 'and you?', mentions }, 'ok');
  assert.equal((await lobbyOfOther()).mentions, 2);
  await other.client.ask({ type: 'read', room: 'lobby', seq }, 'ok');
  assert.equal((await other.client.next('read')).mentions, 1);
  await other.client.ask({ type: 'read', room: 'lobby', seq: second.seq }, 'ok');
  assert.equal((await lobbyOfOther()).mentions, undefined);
  await leave();
});

test('[NET-1] send with mentions: more than the limit is refused, and nobody in particular is as none', async () => {
  const { one, leave } = await two();
  const crowd = Array<string>(MENTIONS_MAX + 1).fill(STRANGER);
  const refused = await one.client.ask(
    { type: 'send', room: 'lobby', text: 'all of you', mentions: crowd },
    'error',
  );
  assert.deepEqual([refused.code, refused.field], ['bad_field', 'mentions']);
  const { seq } = await one.client.ask(
    { type: 'send', room: 'lobby', text: 'you', mentions: [STRANGER] },
    'ok',
  );
  const message = await one.client.next('message', (event) => event.seq === seq);
  assert.equal('mentions' in message, false);
  await leave();
});

test('[NET-1] arrange: every device is told, a welcome tells it, and nobody else learns of it', async () => {
  const { one, other, lobbyOfOther, leave } = await two();
  const device = (await WireClient.enter(url, { token: other.welcome.token ?? '' })).client;
  await other.client.ask({ type: 'arrange', room: 'lobby', pinned: true, place: -0.25 }, 'ok');
  for (const client of [other.client, device]) {
    const { pinned, notify, place } = await client.next('room_arranged');
    assert.deepEqual({ pinned, notify, place }, { pinned: true, notify: 'all', place: -0.25 });
  }
  await other.client.ask({ type: 'arrange', room: 'lobby', notify: 'nothing', place: null }, 'ok');
  const { pinned, notify, place } = await lobbyOfOther();
  assert.deepEqual([pinned, notify, place], [true, 'nothing', undefined]);
  await one.client.ask({ type: 'send', room: 'lobby', text: 'meanwhile' }, 'ok');
  assert.ok(!one.client.heard.some(({ type }) => type === 'room_arranged'));
  await Promise.all([leave(), device.close()]);
});
