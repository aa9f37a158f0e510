import assert from 'node:assert/strict';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { chmod, open, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { dataFolder } from '../support/data-folder.ts';
import { type Ended, type ServerOptions, ServerProcess } from '../support/server-process.ts';

/** Where SQLite keeps the numbers that a program may set (https://sqlite.org/fileformat2.html#the_database_header). */
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;

/** What a server that cannot start says: one sentence, and nothing of its insides. */
async function failure(options: ServerOptions): Promise<string> {
  const error: unknown = await ServerProcess.start(options).then(
    (server) => server.kill9().then(() => assert.fail('the server opened')),
    (reason: unknown) => reason,
  );
  const { code, stdout, stderr } = (error as Error).cause as Ended;
  assert.equal(code, 1, stdout + stderr);
  assert.equal(stdout, '');
  const [sentence = '', ...more] = stderr.trimEnd().split('\n');
  assert.deepEqual(more, []);
  assert.match(sentence, /^teahouse: [A-Z-].*[.)]$/);
  assert.doesNotMatch(sentence, / at .*\.ts|Error:/);
  return sentence;
}

/** A store that was in use, as files. */
async function storeIn(folder: string): Promise<string> {
  await using server = await ServerProcess.start({ data: folder });
  assert.equal((await server.stop()).code, 0);
  const [database] = globSync(join(folder, '*.db'));
  assert.ok(database);
  return database;
}

async function overwrite(file: string, at: number, bytes: Uint8Array): Promise<void> {
  await using handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at);
}

test('a port in use is said in one sentence', async () => {
  await using folder = await dataFolder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  assert.match(await failure({ data: folder.path, port }), /port is in use/);
  other.close();
});

test('options that cannot be are said in one sentence', async () => {
  await using folder = await dataFolder();
  const wrong = async (...args: string[]) => await failure({ data: folder.path, args });
  assert.match(await wrong('--port', '99999'), /--port/);
  assert.match(await wrong('--limits', 'perhaps'), /--limits/);
  assert.match(await wrong('--unheard-of', '1'), /unheard-of/);
});

test('a data folder that cannot be written to is said in one sentence', async () => {
  await using folder = await dataFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  // Nobody may write in /proc, whoever they are.
  for (const data of ['/proc/self', file, join(file, 'below')]) {
    assert.match(await failure({ data }), /cannot be written to/, data);
  }
});

test('a data folder of somebody else is said in one sentence', async () => {
  await using folder = await dataFolder();
  await chmod(folder.path, 0o500);
  // For root nothing is forbidden, so it is somebody else's in another way.
  const data = process.getuid?.() === 0 ? '/proc/1/fdinfo' : folder.path;
  assert.match(await failure({ data }), /cannot be written to/);
  await chmod(folder.path, 0o700);
});

test('[R23] a store that another server uses is refused, and that server goes on', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  assert.match(await failure({ data: folder.path }), /in use by another server/);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
});

test('[R23] a server that was killed leaves no lock behind', async () => {
  await using folder = await dataFolder();
  await using server = await ServerProcess.start({ data: folder.path });
  await server.kill9();
  await using next = await server.again();
  assert.equal((await fetch(`${next.url}/healthz`)).status, 200);
});

test('a damaged store is said in one sentence', async () => {
  await using folder = await dataFolder();
  const database = await storeIn(folder.path);
  await overwrite(database, 0, Buffer.alloc(4_096, 'x'));
  assert.match(await failure({ data: folder.path }), /damaged/);
  await writeFile(database, 'this is no database, though it is long enough to be one'.repeat(20));
  assert.match(await failure({ data: folder.path }), /damaged/);
});

test('a store of a newer version, or of another program, is refused and left as it is', async () => {
  await using folder = await dataFolder();
  const database = await storeIn(folder.path);
  const version = (await readFile(database)).subarray(USER_VERSION_AT, USER_VERSION_AT + 4);
  await overwrite(database, USER_VERSION_AT, Buffer.from([0, 0, 3, 231]));
  assert.match(await failure({ data: folder.path }), /newer/);
  await overwrite(database, APPLICATION_ID_AT, Buffer.from('Else'));
  assert.match(await failure({ data: folder.path }), /not a store of Teahouse/);
  await overwrite(database, APPLICATION_ID_AT, Buffer.from('Teah'));
  await overwrite(database, USER_VERSION_AT, version);
  await using server = await ServerProcess.start({ data: folder.path });
  assert.equal((await server.stop()).code, 0);
});
