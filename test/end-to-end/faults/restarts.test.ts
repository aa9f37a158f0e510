import assert from 'node:assert/strict';
import test from 'node:test';
import type { Chat } from '@teahouse/client/chat';
import { LOBBY } from '@teahouse/protocol/ids';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { openChat, textsOf, until } from './chats.ts';

const CHATS = 8;
const RESTARTS = 2;
/** What each says in each life of the server. */
const SAID_EACH = 10;

test('[R19] [R29] chats that talk while the server is told to stop and starts again lose and double nothing', async () => {
  await using folder = await dataFolder();
  let server = await ServerProcess.start({ data: folder.path, args: ['--limits', 'off'] });
  const url = server.webSocket('/ws');
  const chats = await Promise.all(Array.from({ length: CHATS }, (_, index) => openChat(url, `chat${index}`)));
  const said: string[] = [];
  for (let restart = 0; restart < RESTARTS; restart++) {
    const before = said.length;
    said.push(...chats.flatMap((chat, index) => speak(chat, `${restart}-${index}`)));
    // With some of it said, and most of it under way.
    await Promise.race(chats.map((chat) => until(chat, () => textsOf(chat).length > before)));
    assert.equal((await server.stop()).code, 0);
    server = await server.again();
  }
  for (const chat of chats) {
    await until(chat, () => chat.outbox.length === 0 && textsOf(chat).length >= said.length);
    assert.deepEqual(textsOf(chat).toSorted(), said.toSorted());
    assert.deepEqual(textsOf(chat), textsOf(chats[0] as Chat));
    chat[Symbol.dispose]();
  }
  assert.equal((await server.stop()).code, 0);
});

/** Says several things at once, in order. */
function speak(chat: Chat, name: string): string[] {
  const texts = Array.from({ length: SAID_EACH }, (_, index) => `${name}-${index}`);
  for (const text of texts) chat.send(LOBBY, text);
  return texts;
}
