import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RoomId } from '@teahouse/protocol/ids';
import { dataFolder } from '../support/data-folder.ts';
import { type Ended, runTeahouse, ServerProcess } from '../support/server-process.ts';
import { WireClient } from '../support/wire-client.ts';

const SMALL = ['--rooms', '20', '--messages', '5000', '--people', '30'];

async function seeded(folder: string, ...more: string[]): Promise<void> {
  const { code, stderr } = await runTeahouse(['seed', '--data', folder, ...SMALL, ...more]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /5,\d+ of 5,\d+ \(100 %\)/);
}

const doctor = (folder: string): Promise<Ended> => runTeahouse(['doctor', '--data', folder]);

/** Everything in the first made-up room, as a client sees it. */
async function firstRoom(data: string): Promise<unknown> {
  await using server = await ServerProcess.start({ data });
  const { client } = await WireClient.enter(server.webSocket('/ws'));
  const { rooms } = await client.ask({ type: 'rooms', limit: 100 }, 'rooms');
  const room = rooms.find((one) => one.room !== 'lobby')?.room as RoomId;
  await client.ask({ type: 'join', room }, 'ok');
  const { events } = await client.ask({ type: 'events', room, after: 0, limit: 200 }, 'events');
  await client.close();
  return { rooms, events };
}

test('[SYNC-4] what seed makes up is as the server would have stored it: doctor finds nothing', async () => {
  await using folder = await dataFolder();
  await seeded(folder.path);
  const { code, stdout } = await doctor(folder.path);
  assert.match(stdout, /is sound: \d+ streams, [\d,]+ events, 5,000 messages\.\n$/);
  assert.equal(code, 0);
});

test('the same seed makes up the same, also a second time in the same store; another one does not', async () => {
  await using one = await dataFolder();
  await using other = await dataFolder();
  await using different = await dataFolder();
  await seeded(one.path);
  await seeded(one.path);
  await seeded(other.path);
  await seeded(different.path, '--random-seed', '2');
  const [first, second, third] = [
    await firstRoom(one.path),
    await firstRoom(other.path),
    await firstRoom(different.path),
  ];
  assert.deepEqual(first, second);
  assert.notDeepEqual(first, third);
  assert.match((await doctor(one.path)).stdout, / 5,000 messages/);
});

test('doctor looks at a store while a server uses it, and seed does not touch it then', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  const { client } = await WireClient.enter(server.webSocket('/ws'));
  await client.ask({ type: 'send', room: 'lobby', text: 'a patient' }, 'ok');
  const { code, stdout } = await doctor(folder.path);
  assert.match(stdout, /is sound: .* 1 message\.\n$/);
  assert.equal(code, 0);
  const refused = await runTeahouse(['seed', '--data', folder.path, ...SMALL]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^teahouse: .* in use by another server\.\n$/);
  await client.ask({ type: 'send', room: 'lobby', text: 'still well' }, 'ok');
  await client.close();
});

test('doctor says what is damaged, and where there is no store', async () => {
  await using folder = await dataFolder();
  await seeded(folder.path);
  const [database] = globSync(join(folder.path, '*.db'));
  assert.ok(database);
  const { size } = await stat(database);
  await using file = await open(database, 'r+');
  const torn = Buffer.alloc(64, 0xee);
  for (let at = 16_384; at < size; at += 32_768) await file.write(torn, 0, torn.length, at);
  const damaged = await doctor(folder.path);
  assert.equal(damaged.code, 1);
  assert.match(damaged.stdout, /integrity/);
  assert.doesNotMatch(damaged.stderr, /\.ts:\d+/);

  const nowhere = await doctor(join(folder.path, 'nowhere'));
  assert.deepEqual([nowhere.code, nowhere.stdout], [1, '']);
  assert.match(nowhere.stderr, /^teahouse: There is no store in .*\.\n$/);
});

test('words that are no options are answered in one sentence, and --help says what there is', async () => {
  for (const command of ['seed', 'doctor', 'migrate', 'chat']) {
    const wrong = await runTeahouse([command, '--unheard-of']);
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /^teahouse: [^\n]+\n$/, command);
    const help = await runTeahouse([command, '--help']);
    assert.deepEqual([help.code, help.stderr], [0, '']);
    assert.match(help.stdout, new RegExp(`^teahouse ${command} `));
  }
});
