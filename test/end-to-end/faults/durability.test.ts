import assert from 'node:assert/strict';
import test from 'node:test';
import { dataFolder } from '../../support/data-folder.ts';
import { WireClient } from '../../support/wire-client.ts';
import { acknowledged, toldTooEarly } from './durability.ts';
import { readTrace } from './system-calls.ts';
import { HASTY_SERVER, SERVER, TracedServer } from './traced-server.ts';

const CALLS = 'trace=pwrite64,write,writev,sendmsg,sendto,fdatasync,fsync';
/** Some one after another, and some all at once, so that one commit serves many. */
const ALONE = 10;
const TOGETHER = 40;

test('[LOG-1] [LOG-4] each answer, and each event shown, follows an fdatasync that follows its write', async () => {
  const { calls, ids } = await traced(SERVER);
  assert.deepEqual(acknowledged(calls, ids), ids);
  assert.deepEqual(toldTooEarly(calls, ids), []);
});

test('the order of system calls gives a server away that acknowledges before the commit', async () => {
  const { calls, ids } = await traced(HASTY_SERVER);
  assert.deepEqual(acknowledged(calls, ids), ids);
  assert.ok(toldTooEarly(calls, ids).length > 0);
});

test('a sync counts if it began after the write and was over before the answer began, and only then', () => {
  const trace = (...lines: string[]) => readTrace(lines.join('\n'));
  const write = '7  pwrite64(23</d/db-wal>, "..{\\"id\\":\\"a\\"}..", 99, 0) = 99';
  const sync = '7  fdatasync(23</d/db-wal>) = 0';
  const answer = '5  write(30<socket:[1]>, "..{\\"type\\":\\"ok\\",\\"id\\":\\"a\\"}", 26) = 26';
  const begins = '7  fdatasync(23</d/db-wal> <unfinished ...>';
  const ends = '7  <... fdatasync resumed>) = 0';
  assert.deepEqual(toldTooEarly(trace(write, sync, answer), ['a']), []);
  assert.deepEqual(toldTooEarly(trace(write, begins, ends, answer), ['a']), []);
  for (const early of [
    trace(sync, write, answer),
    trace(write, answer, sync),
    trace(begins, write, ends, answer),
    trace(write, begins, answer, ends),
    trace(write, sync.replace('= 0', '= -1 EIO (Input/output error) (INJECTED)'), answer),
    trace(write, sync.replace('db-wal', 'db'), answer),
  ]) {
    assert.deepEqual(toldTooEarly(early, ['a']), ['a']);
  }
});

/** What a server did while a client said things to it. */
async function traced(program: readonly string[]) {
  await using folder = await dataFolder();
  await using server = await TracedServer.start({ program, folder: folder.path, expressions: [CALLS] });
  const { client } = await WireClient.enter(server.url);
  using _closing = client;
  const ids = Array.from({ length: ALONE + TOGETHER }, (_, index) => `traced-${index}`);
  const say = (id: string) => client.ask({ type: 'send', id, room: 'lobby', text: id }, 'ok');
  for (const id of ids.slice(0, ALONE)) await say(id);
  await Promise.all(ids.slice(ALONE).map(say));
  return { calls: readTrace(await server.stop()), ids };
}
