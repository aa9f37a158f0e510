import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dataFolder } from '../support/data-folder.ts';
import { HOSTILE_NAMES } from '../support/hostile-texts.ts';
import { ServerProcess } from '../support/server-process.ts';
import { TerminalChat } from '../support/terminal-chat.ts';
import { WireClient } from '../support/wire-client.ts';

const folder = await dataFolder();
let server = await ServerProcess.start({ data: join(folder.path, 'data') });
after(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});
const identity = (name: string) => join(folder.path, name);

test('two terminals chat, and a line out is a line in', async () => {
  using ming = new TerminalChat(server.url, identity('ming'), { words: ['--name', '小明'] });
  using ada = new TerminalChat(server.webSocket('/ws'), identity('ada'), { words: ['--name', 'Ada'] });
  await Promise.all([ming.hears(/^— Lobby/), ada.hears(/^— Lobby/)]);
  ming.say('你好，Ada');
  await ada.hears(/^\d\d:\d\d 小明: 你好，Ada$/);
  ada.say('//shrug', 'hello');
  await ming.hears(/^\d\d:\d\d Ada: \/shrug$/);
  await ming.hears(/^\d\d:\d\d Ada: hello$/);
  assert.equal((await ming.end()).code, 0);
  assert.equal((await ada.end()).code, 0);
  assert.equal((await stat(identity('ming'))).mode & 0o077, 0);
});

test('rooms: made, found by name, joined, left; and one is told of what is said elsewhere', async () => {
  using host = new TerminalChat(server.url, identity('host'), { words: ['--name', 'host'] });
  host.say('/create 龙井茶友', 'welcome to my room');
  await host.hears(/host: welcome to my room/);
  using guest = new TerminalChat(server.url, identity('guest'), { words: ['--name', 'guest'] });
  guest.say('/rooms', '/join 龙井茶友', '/who', 'thank you', '/nick visitor');
  await guest.hears(/龙井茶友 \(1\)/);
  await guest.hears(/host: welcome to my room/);
  await guest.hears(/Here now \(2\)/);
  await host.hears(/guest: thank you/);
  await host.hears(/guest is now visitor/);
  guest.say('/join lobby');
  await guest.hears(/^— Lobby/);
  host.say('are you there?');
  await guest.hears(/龙井茶友: 1 unread/);
  guest.say('/room 龙井茶友', '/leave', '/nowhere', '/join nowhere');
  await host.hears(/visitor left/);
  await guest.hears(/There is no \/nowhere/);
  await guest.hears(/There is no room called nowhere/);
  assert.equal((await guest.end()).code, 0);
  host.say('/join lobby', '/who');
  await host.hears(/^Members of this room besides:$/);
  await host.hears(/^ {2}visitor$/);
  assert.equal((await host.end()).code, 0);
});

test('history on entry, and older pages on demand', async () => {
  const { client } = await WireClient.enter(server.webSocket('/ws'), { name: 'chronicler' });
  const { room } = await client.ask({ type: 'create_room', name: 'chronicle', kind: 'open' }, 'ok');
  for (let line = 1; line <= 50; line++)
    await client.ask({ type: 'send', room, text: `line ${line}.` }, 'ok');
  using reader = new TerminalChat(server.url, identity('reader'));
  reader.say(`/join ${room}`, '/older', '/older', '/older');
  await reader.hears(/The room begins here/);
  const said = reader.lines.filter((line) => line.includes('line '));
  assert.match(said[0] ?? '', /line 3\d\.$/);
  assert.equal(new Set(said).size, 50);
  await Promise.all([reader.end(), client.close()]);
});

test('[R21] [LOG-3] the server is killed and comes back; what was said meanwhile is sent once', async () => {
  using ming = new TerminalChat(server.url, identity('ming'));
  using ada = new TerminalChat(server.url, identity('ada'));
  await Promise.all([ming.hears(/Connected as 小明/), ada.hears(/Connected as Ada/)]);
  await server.kill9();
  await ming.hears(/The connection is lost/);
  ming.say('said while it was down');
  server = await server.again();
  await ming.hears(/Connected again/);
  await Promise.all([ming, ada].map((each) => each.hears(/小明: said while it was down/)));
  await Promise.all([ming.end(), ada.end()]);
  for (const { lines } of [ming, ada]) {
    assert.equal(lines.filter((line) => line.endsWith('said while it was down')).length, 1);
  }
});

test('[R21] what could not be sent before the program was killed is sent by the next one', async () => {
  using first = new TerminalChat(server.url, identity('ming'));
  await first.hears(/^— Lobby/);
  await server.kill9();
  await first.hears(/The connection is lost/);
  // The message is in the file when a later line is answered.
  first.say('kept in the file', '/nowhere');
  await first.hears(/There is no/);
  await first.kill9();
  server = await server.again();
  using second = new TerminalChat(server.url, identity('ming'));
  await second.hears(/小明: kept in the file/);
  await second.end();
});

test('[S22] a terminal shows what it must not obey', async () => {
  using watcher = new TerminalChat(server.url, identity('watcher'));
  await watcher.hears(/^— Lobby/);
  for (const name of HOSTILE_NAMES) {
    const { client } = await WireClient.enter(server.webSocket('/ws'), { name });
    await client.ask({ type: 'send', room: 'lobby', text: `\u202eturned\u2066 by ${name}` }, 'ok');
    await client.close();
    await watcher.hears(/\ufffdturned\ufffd by /);
  }
  for (const line of watcher.lines) assert.doesNotMatch(line, /[\p{Cc}\u202e\u2066]/u);
  await watcher.end();
});

test('Chinese for those whose system speaks it, and a server that is not there is said to be', async () => {
  using chinese = new TerminalChat(server.url, identity('ming'), { language: 'zh_CN.UTF-8' });
  await chinese.hears(/^已连接，你是小明/);
  await chinese.hears(/^—— 大堂：\d+ 人 ——$/);
  chinese.say('/quit');
  assert.equal((await chinese.ended).code, 0);
  const wrong = await new TerminalChat('ftp://nowhere', identity('x')).ended;
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /^teahouse: ftp:\/\/nowhere is no address of a server/);
});
