import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { mingInLobby } from '../contract/chronicle.ts';
import { commandId, ming } from '../contract/people.ts';
import { storeFiles } from './files.ts';
import { SqliteArchive } from './sqlite-archive.ts';
import { openLog, TestFolder } from './testing/folder-under-test.ts';
import { STUCK_PROCESS, WRITING_PROCESS } from './testing/programs.ts';

test('[R3] killed before COMMIT: nothing is stored, and the same command is stored once after it', async () => {
  using folder = new TestFolder();
  await killed(STUCK_PROCESS, [folder.path], /^appended/);
  const log = openLog(folder.path);
  const archive = SqliteArchive.open(folder.path);
  assert.equal((await archive.head(LOBBY)).head, 2);
  const chronicle = mingInLobby();
  chronicle.rows();
  const key = { author: ming, id: commandId('said') };
  assert.deepEqual(await log.transaction((transaction) => transaction.done([key])), [undefined]);
  await chronicle.says(ming, LOBBY, 'said', key.id).write(log);
  assert.equal((await archive.head(LOBBY)).head, 3);
  await archive.close();
  await log.close();
});

test('[LOG-1] [LOG-2] killed under load, again and again: what was acknowledged is there, in order', async () => {
  for (const count of [1, 20, 150, 400]) {
    using folder = new TestFolder();
    const lines = await killed(WRITING_PROCESS, [folder.path, '100000'], new RegExp(`^stored ${count + 2}$`));
    const acknowledged = lines.filter((line) => line.startsWith('stored ')).length + 1;
    assert.ok((await headAfterRestart(folder.path)) >= acknowledged);
  }
});

test('[R23] a write-ahead log that lost its tail: what is left is the beginning of what was written', async () => {
  using root = new TestFolder();
  const folder = join(root.path, 'data');
  await killed(WRITING_PROCESS, [folder, '100000'], /^stored 40$/);
  const { database } = storeFiles(folder);
  const size = statSync(`${database}-wal`).size;
  const heads: number[] = [];
  for (const lost of [0, 1, 24, 4_000, 4_120, 20_000, 100_000, size - 100_000, size - 33, size]) {
    const cut = join(root.path, `cut-${lost}`);
    copyStore(folder, cut);
    truncateSync(`${storeFiles(cut).database}-wal`, Math.max(0, size - lost));
    heads.push(await headAfterRestart(cut));
  }
  assert.deepEqual(
    heads,
    heads.toSorted((one, other) => other - one),
  );
  assert.ok((heads[0] ?? 0) >= 40);
  assert.equal(heads.at(-1), 0);
});

test('[R23] a write-ahead log whose tail is garbage: what is left is the beginning of what was written', async () => {
  using root = new TestFolder();
  const folder = join(root.path, 'data');
  await killed(WRITING_PROCESS, [folder, '100000'], /^stored 40$/);
  const { database } = storeFiles(folder);
  const whole = readFileSync(`${database}-wal`);
  const heads: number[] = [];
  for (const from of [0, 5_000, 50_000, whole.byteLength - 5_000]) {
    const spoiled = join(root.path, `spoiled-${from}`);
    copyStore(folder, spoiled);
    writeFileSync(`${storeFiles(spoiled).database}-wal`, Buffer.from(whole).fill('garbage', from));
    heads.push(await headAfterRestart(spoiled));
  }
  const head = await headAfterRestart(folder);
  assert.ok(head >= 40 && heads.every((spoiled) => spoiled <= head), `${heads} of ${head}`);
});

/** Runs a process until it says something, kills it with kill -9, and gives the lines it said. */
async function killed(program: string, args: readonly string[], enough: RegExp): Promise<string[]> {
  const child = spawn(process.execPath, [program, ...args]);
  const exit = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (enough.test(line)) child.kill('SIGKILL');
  }
  assert.deepEqual(await exit, [null, 'SIGKILL'], lines.join('\n'));
  return lines;
}

/** Opens the store to write, and gives the head of the lobby, all of which can be read. */
async function headAfterRestart(folder: string): Promise<number> {
  const log = openLog(folder);
  const archive = SqliteArchive.open(folder);
  let seq = 0;
  for (let found = 1; found > 0; ) {
    const page = await archive.eventsAfter(LOBBY, { reader: 'server', after: seq, limit: 500 });
    assert.deepEqual(
      page?.events.map((event) => event.seq),
      page?.events.map((_, index) => seq + index + 1),
    );
    found = page?.events.length ?? 0;
    seq += found;
  }
  assert.equal(seq, (await archive.head(LOBBY)).head);
  await archive.close();
  await log.close();
  return seq;
}

function copyStore(from: string, to: string): void {
  mkdirSync(to);
  const [source, target] = [storeFiles(from).database, storeFiles(to).database];
  copyFileSync(source, target);
  copyFileSync(`${source}-wal`, `${target}-wal`);
}
