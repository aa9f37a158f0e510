import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { dataFolder } from '../../support/data-folder.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WireClient } from '../../support/wire-client.ts';
import { SERVER, TracedServer } from './traced-server.ts';

/** Opening the store and letting the first guest in take about half as many. */
const FIRST_FAILING_SYNC = 24;
const ATTEMPTS_MAX = 50;

test('[R22] [LOG-1] a disk that fails to sync stops the server, and what it had acknowledged is there after a restart', async () => {
  await using folder = await dataFolder();
  const expressions = [
    'trace=fsync,fdatasync',
    `inject=fsync,fdatasync:error=EIO:when=${FIRST_FAILING_SYNC}+`,
  ];
  await using server = await TracedServer.start({ program: SERVER, folder: folder.path, expressions });
  const { client, welcome } = await WireClient.enter(server.url);
  using _closing = client;
  const acknowledged = await sayUntilRefused(client);
  assert.ok(acknowledged.size > 0 && acknowledged.size < ATTEMPTS_MAX, `${acknowledged.size} acknowledged`);
  const { code, stderr } = await server.ended;
  assert.notEqual(code, 0);
  assert.match(stderr, /^teahouse: [^\n]+\.\n$/, 'one sentence');

  await using again = await ServerProcess.start({ data: join(folder.path, 'data') });
  const back = await WireClient.enter(again.webSocket('/ws'), { token: String(welcome.token) });
  using _backClosing = back.client;
  const page = await back.client.ask({ type: 'events', room: 'lobby', after: 0 }, 'events');
  const stored = new Map(page.events.map(({ id, seq }) => [String(id), seq]));
  for (const [id, seq] of acknowledged) assert.equal(stored.get(id), seq, id);
});

/** Says one thing after another until the answer is no `ok`, or there is none. Gives what was acknowledged. */
async function sayUntilRefused(client: WireClient): Promise<Map<string, number | undefined>> {
  const acknowledged = new Map<string, number | undefined>();
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const id = `attempt-${attempt}`;
    client.say({ type: 'send', id, room: 'lobby', text: id });
    const answer = await Promise.race([client.answerTo(id), client.closed]);
    if (!('type' in answer) || answer.type !== 'ok') break;
    acknowledged.set(id, answer.seq);
  }
  return acknowledged;
}
