import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { LOBBY, type RoomId } from '@teahouse/protocol/ids';
import type { Head } from '@teahouse/protocol/server-frames';
import { PostgresServer } from '@teahouse/server/storage/postgres/testing/postgres-server';
import { dataFolder } from '../support/data-folder.ts';
import { PlainClient } from '../support/plain-client.ts';
import { type Ended, ended, runTeahouse, ServerProcess, startTeahouse } from '../support/server-process.ts';
import { WireClient } from '../support/wire-client.ts';

const postgres = await PostgresServer.start();
after(() => postgres[Symbol.asyncDispose]());
let databases = 0;

/** An empty database. */
async function emptyDatabase(): Promise<{ name: string; url: string }> {
  const name = `house_${++databases}`;
  await postgres.run(`CREATE DATABASE ${name}`);
  return { name, url: postgres.url(name) };
}

function migrate(folder: string, url: string): Promise<Ended> {
  return runTeahouse(['migrate', '--from', folder, '--to', url]);
}

const positionOf = ({ epoch, head, id }: Head) => ({ epoch, seq: head, id });

/** Somebody who was there, and what they had seen when they went. */
async function visit(server: ServerProcess, name: string) {
  const { client, welcome } = await WireClient.enter(server.webSocket('/ws'), { name });
  return { client, token: welcome.token ?? '', user: welcome.user.id };
}

test('[SYNC-1] [LOG-3] clients of one server go on at the nodes that its store was moved to', async () => {
  await using folder = await dataFolder();
  const { url } = await emptyDatabase();
  await using server = await ServerProcess.start({ data: folder.path });
  const ming = await visit(server, '小明');
  const anna = await visit(server, 'Anna');
  const made = await ming.client.ask(
    { type: 'create_room', name: '茶友', kind: 'closed', members: [anna.user] },
    'ok',
  );
  const room = made.room as RoomId;
  await ming.client.ask({ type: 'send', room, text: 'before' }, 'ok');
  const plain = await PlainClient.open(server.webSocket('/?name=visitor'));
  plain.say(new Uint8Array([0, 255, 1, 2]));
  const { attachment } = await anna.client.next('message', (message) => message.attachment !== undefined);
  await ming.client.ask({ type: 'arrange', room, pinned: true, notify: 'mentions', place: 0.5 }, 'ok');
  await anna.client.close();
  const left = await WireClient.enter(server.webSocket('/ws'), { token: anna.token });
  await left.client.close();

  const first = await migrate(folder.path, url);
  assert.equal(first.code, 2, first.stderr);
  assert.match(first.stdout, /^[\d,]+ events are in the database\. .+\nStop that server and run this again/);
  const early: unknown = await ServerProcess.start({
    data: folder.path,
    args: ['--database-url', url],
  }).catch((reason: unknown) => (reason as Error).cause);
  assert.equal((early as Ended).code, 1);
  assert.match((early as Ended).stderr, /^teahouse: The database is being filled .+\.\n$/);

  const mentions = [anna.user];
  const sent = await ming.client.ask({ type: 'send', id: 'once', room, text: '@Anna', mentions }, 'ok');
  const more = await ming.client.ask({ type: 'send', room, text: 'the last here' }, 'ok');
  await ming.client.ask({ type: 'read', room, seq: sent.seq }, 'ok');
  await server.stop();
  const second = await migrate(folder.path, url);
  assert.equal(second.code, 0, second.stderr + second.stdout);
  assert.match(second.stdout, /^All [\d,]+ events, .+\nStart servers on the database.+\n$/);

  await using node = await ServerProcess.start({ data: folder.path, args: ['--database-url', url] });
  const heads = Object.fromEntries(left.welcome.rooms.map((summary) => [summary.room, positionOf(summary)]));
  const back = await WireClient.enter(node.webSocket('/ws'), {
    token: anna.token,
    resume: { ...heads, [anna.user]: positionOf(left.welcome.me) },
  });
  assert.deepEqual(back.welcome.user, { id: anna.user, name: 'Anna' });
  const missed = await back.client.eventsUpTo(room, more.seq ?? 0);
  assert.equal(missed[0]?.seq, (heads[room]?.seq ?? 0) + 1);
  assert.deepEqual(
    missed.map((event) => event.type === 'message' && event.text),
    ['@Anna', 'the last here'],
  );
  assert.ok(!back.client.heard.some(({ type }) => type === 'reset'));
  const summary = back.welcome.rooms.find((one) => one.room === room);
  assert.deepEqual([summary?.mentions, summary?.name, summary?.kind], [1, '茶友', 'closed']);

  const again = await WireClient.enter(node.webSocket('/ws'), { token: ming.token });
  const mings = again.welcome.rooms.find((one) => one.room === room);
  assert.deepEqual(
    [mings?.read, mings?.pinned, mings?.notify, mings?.place],
    [sent.seq, true, 'mentions', 0.5],
  );
  const repeated = await again.client.ask({ type: 'send', id: 'once', room, text: '@Anna' }, 'ok');
  assert.equal(repeated.seq, sent.seq);
  const next = await again.client.ask({ type: 'send', room, text: 'in the new house' }, 'ok');
  assert.equal(next.seq, (more.seq ?? 0) + 1);
  await back.client.next('message', ({ text }) => text === 'in the new house');
  const file = await fetch(node.url + attachment?.url);
  assert.deepEqual(new Uint8Array(await file.arrayBuffer()), new Uint8Array([0, 255, 1, 2]));

  const late = await migrate(folder.path, url);
  assert.equal(late.code, 1);
  assert.match(late.stderr, /^teahouse: The database was moved to before, and has been used since.+\.\n$/);
  await Promise.all([back.client.close(), again.client.close(), plain.close()]);
});

test('[R4] a move that is killed again and again, and begun again, ends with everything', async () => {
  await using folder = await dataFolder();
  const size = ['--rooms', '10', '--messages', '20000', '--people', '30'];
  assert.equal((await runTeahouse(['seed', '--data', folder.path, ...size])).code, 0);
  const { name, url } = await emptyDatabase();
  for (const events of [0, 2_000, 6_000, 10_000, 20_000]) {
    const child = startTeahouse(['migrate', '--from', folder.path, '--to', url]);
    const end = ended(child);
    await Promise.race([end, untilThere(name, events)]);
    child.kill('SIGKILL');
    await end;
  }
  const { code, stdout } = await migrate(folder.path, url);
  assert.equal(code, 0, stdout);
  const [there] = await postgres.run('SELECT count(*)::integer AS events FROM events', name);
  assert.match(stdout, new RegExp(`^All ${Number(there?.events).toLocaleString('en')} events`));
  await using node = await ServerProcess.start({ data: folder.path, args: ['--database-url', url] });
  const { client } = await WireClient.enter(node.webSocket('/ws'));
  await client.ask({ type: 'send', room: LOBBY, text: 'here we are' }, 'ok');
  await client.close();
});

/** Resolves when a database has more than so many events. */
async function untilThere(database: string, events: number): Promise<void> {
  const sql = `SELECT 1 FROM streams HAVING sum(head) > ${events}`;
  for (;;) {
    // At first there are no tables.
    const found = await postgres.run(sql, database).catch(() => []);
    if (found.length > 0) return;
  }
}

test('a database that goes away is said in one sentence, and so is what cannot be reached at all', async () => {
  await using folder = await dataFolder();
  const size = ['--rooms', '10', '--messages', '20000', '--people', '30'];
  assert.equal((await runTeahouse(['seed', '--data', folder.path, ...size])).code, 0);
  const { name, url } = await emptyDatabase();
  const moving = migrate(folder.path, url);
  await untilThere(name, 0);
  await postgres.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  const gone = await moving;
  assert.equal(gone.code, 1);
  assert.match(
    gone.stderr,
    /teahouse: The database is gone or does not answer \(.+\); run this again.+\.\n$/,
  );
  assert.doesNotMatch(gone.stderr, /\.ts:\d+/);
  const nowhere = await migrate(folder.path, postgres.url('no_such_place'));
  assert.equal(nowhere.code, 1);
  assert.match(nowhere.stderr, /^teahouse: The database cannot be used \(.+\)\.\n$/);
  assert.equal((await migrate(folder.path, url)).code, 0);
});
