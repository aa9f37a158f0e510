import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlainClient } from '../../support/plain-client.ts';
import { serverForFile } from '../../support/server-for-file.ts';
import { WireClient } from '../../support/wire-client.ts';

const server = await serverForFile();
const url = server.webSocket('/ws');

/** Somebody in a room of their own. */
async function inRoom() {
  const { client, welcome } = await WireClient.enter(url, { name: '小明' });
  const { room } = await client.ask({ type: 'create_room', name: 'lists', kind: 'open' }, 'ok');
  return { client, me: welcome.user, room };
}

test('[NET-1] members: everyone in the room in the order they registered, page by page, gone or not', async () => {
  const { client, me, room } = await inRoom();
  const { client: other, welcome } = await WireClient.enter(url, { name: '小红' });
  await other.ask({ type: 'join', room }, 'ok');
  await other.close();
  const members = (fields: object) => client.ask({ type: 'members', room, ...fields }, 'members');
  const first = await members({ limit: 1 });
  assert.deepEqual([first.members, first.more], [[me], true]);
  const second = await members({ after: me.id, limit: 1 });
  assert.deepEqual([second.members, second.more], [[welcome.user], false]);
  await client.close();
});

test('[NET-1] files: the messages that came with one, newest first, and each can be fetched', async () => {
  const { client, room } = await inRoom();
  const plain = await PlainClient.open(server.webSocket(`/plain/${room}`));
  for (const byte of [1, 2]) {
    plain.say('words');
    plain.say(new Uint8Array([byte]));
  }
  for (let heard = 0; heard < 4; heard++) await plain.next();
  const { files, more } = await client.ask({ type: 'files', room, limit: 1 }, 'files');
  assert.deepEqual([files.length, more], [1, true]);
  const address = server.url + files[0]?.attachment?.url;
  assert.deepEqual(new Uint8Array(await (await fetch(address)).arrayBuffer()), new Uint8Array([2]));
  const older = await client.ask({ type: 'files', room, before: files[0]?.seq }, 'files');
  assert.deepEqual([older.files.length, older.files[0]?.attachment?.size, older.more], [1, 1, false]);
  await Promise.all([client.close(), plain.close()]);
});

test('[NET-1] history from a time on: the first message since, and nothing after the last', async () => {
  const { client, room } = await inRoom();
  for (const text of ['one', 'two']) await client.ask({ type: 'send', room, text }, 'ok');
  const all = await client.ask({ type: 'history', room }, 'page');
  const last = all.messages.at(-1)?.at ?? 0;
  const page = (at: number) => client.ask({ type: 'history', room, at, limit: 1 }, 'page');
  assert.equal((await page(0)).messages[0]?.text, 'one');
  assert.equal((await page(last)).messages[0]?.at, last);
  assert.deepEqual((await page(last + 1)).messages, []);
  assert.equal((await client.ask({ type: 'history', room, at: -1 }, 'error')).field, 'at');
  await client.close();
});
