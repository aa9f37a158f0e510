import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const url = server.webSocket('/ws');

test('[NET-1] rule 22: the others in the room are told who is writing, and the log is not', async () => {
  const one = await WireClient.enter(url, { name: '小明' });
  const other = await WireClient.enter(url, { name: '小红' });
  one.client.say({ type: 'typing', room: 'lobby' });
  const told = await other.client.next('typing');
  assert.deepEqual(told, { type: 'typing', room: 'lobby', users: [one.welcome.user] });
  // What would come to the writer came before this answer.
  await one.client.ask({ type: 'presence', room: 'lobby' }, 'presence');
  assert.ok(!one.client.heard.some(({ type }) => type === 'typing'));
  const { head } = await one.client.ask({ type: 'events', room: 'lobby', after: 0 }, 'events');
  assert.equal(head, other.welcome.rooms[0]?.head);
  await Promise.all([one.client.close(), other.client.close()]);
});

test('[NET-1] rule 23: who is here is answered, and then told as it changes', async () => {
  const one = await WireClient.enter(url, { name: '小芳' });
  const { room } = await one.client.ask({ type: 'create_room', name: 'quiet', kind: 'open' }, 'ok');
  await one.client.next('room_created');
  const { here, count } = await one.client.ask({ type: 'presence', room }, 'presence');
  assert.deepEqual([here, count], [[one.welcome.user], 1]);
  const other = await WireClient.enter(url, { name: '小红' });
  await other.client.ask({ type: 'join', room }, 'ok');
  const came = await one.client.next('presence');
  assert.deepEqual([came.came, came.count], [[other.welcome.user], 2]);
  await other.client.close();
  const went = await one.client.next('presence');
  assert.deepEqual([went.went, went.count], [[other.welcome.user.id], 1]);
  await one.client.close();
});
