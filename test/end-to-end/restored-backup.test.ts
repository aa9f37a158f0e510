import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Chat } from '@teahouse/client/chat';
import { nodePlatform } from '@teahouse/client/node/platform';
import { LOBBY } from '@teahouse/protocol/ids';
import type { Position } from '@teahouse/protocol/position';
import { dataFolder } from '../support/data-folder.ts';
import { ServerProcess } from '../support/server-process.ts';
import { WireClient } from '../support/wire-client.ts';

/** A server whose store can be taken back to an earlier state between two runs. */
async function house() {
  const folder = await dataFolder();
  const data = join(folder.path, 'data');
  const backup = join(folder.path, 'backup');
  const server = await ServerProcess.start({ data });
  return {
    server,
    url: server.webSocket('/ws'),
    /** Copies the store as it is now; the server is another one afterwards. */
    async backUp(from: ServerProcess): Promise<ServerProcess> {
      await from.stop();
      await cp(data, backup, { recursive: true });
      return await from.again();
    },
    async restore(from: ServerProcess): Promise<ServerProcess> {
      await from.kill9();
      await rm(data, { recursive: true });
      await cp(backup, data, { recursive: true });
      return await from.again();
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

function texts(chat: Chat): string[] {
  return chat.rooms.get(LOBBY)?.messages.map(({ text }) => text) ?? [];
}

async function until(chat: Chat, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      const stop = chat.onChange(() => {
        stop();
        resolve();
      });
    });
  }
}

test('[R13] [SYNC-2] after a backup is restored a client that knows more is told reset', async () => {
  await using restorable = await house();
  const { url } = restorable;
  await using first = restorable.server;
  const { client, welcome } = await WireClient.enter(url, { name: '小明' });
  await client.ask({ type: 'send', room: 'lobby', text: 'in the backup' }, 'ok');
  await client.close();
  await using second = await restorable.backUp(first);
  const { client: later } = await WireClient.enter(url, { token: welcome.token ?? '' });
  await later.ask({ type: 'send', id: 'lost', room: 'lobby', text: 'not in the backup' }, 'ok');
  const lost = await later.next('message', ({ id }) => id === 'lost');
  const { epoch } = await later.ask({ type: 'events', room: 'lobby', after: 0 }, 'events');
  const shown: Position = { epoch, seq: lost.seq, id: lost.id };

  await using third = await restorable.restore(second);
  const back = await WireClient.enter(url, { token: welcome.token ?? '', resume: { [LOBBY]: shown } });
  const reset = await back.client.next('reset');
  assert.deepEqual([reset.room, reset.head], ['lobby', lost.seq - 1]);

  // Sent again, it lands on the same number; the old position must not pass for the new one.
  await back.client.ask({ type: 'send', id: 'lost', room: 'lobby', text: 'not in the backup' }, 'ok');
  const again = await WireClient.enter(url, { token: welcome.token ?? '', resume: { [LOBBY]: shown } });
  assert.equal((await again.client.next('reset')).head, lost.seq);
  await Promise.all([back.client.close(), again.client.close()]);
  await third.stop();
});

test('[R13] a chat heals by itself: it forgets what is no more, and says again what it had said', async () => {
  await using restorable = await house();
  await using first = restorable.server;
  using platform = nodePlatform();
  using chat = new Chat({ url: restorable.url, name: '小明', platform });
  await chat.start();
  await until(chat, () => chat.rooms.has(LOBBY));
  chat.send(LOBBY, 'in the backup');
  await until(chat, () => texts(chat).length === 1);
  await using second = await restorable.backUp(first);
  chat.reconnectNow();
  chat.send(LOBBY, 'not in the backup');
  await until(chat, () => texts(chat).length === 2);

  await using third = await restorable.restore(second);
  chat.reconnectNow();
  using elsewhere = nodePlatform();
  using witness = new Chat({ url: restorable.url, platform: elsewhere });
  await witness.start();
  await until(witness, () => texts(witness).length === 2);
  assert.deepEqual(texts(witness), ['in the backup', 'not in the backup']);
  await until(chat, () => chat.outbox.length === 0 && texts(chat).length === 2);
  assert.deepEqual(texts(chat), ['in the backup', 'not in the backup']);
  await third.stop();
});
