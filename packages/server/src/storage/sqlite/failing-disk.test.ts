import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LOBBY } from '@teahouse/protocol/ids';
import { SqliteArchive } from './sqlite-archive.ts';
import { openLog, TestFolder } from './testing/folder-under-test.ts';
import { WRITING_PROCESS } from './testing/programs.ts';

test('[LOG-1] [R22] whichever fsync fails, nothing is acknowledged from then on, and nothing before is lost', async () => {
  let stopped = 0;
  for (let nth = 1; ; nth++) {
    using folder = new TestFolder();
    const run = withFailure(folder, 'fsync,fdatasync', nth);
    if (!run.hasFailed) break;
    await assertHonest(folder, run);
    if (run.lines.includes('failed internal fatal internal')) stopped++;
  }
  assert.ok(stopped >= 4, 'each message has an fsync of its own, and so has closing');
});

test('[R22] whichever write fails, nothing is acknowledged from then on, and nothing before is lost', async () => {
  let stopped = 0;
  // Writes are many, and alike: the first of each message, the last, and so on.
  for (let nth = 20; ; nth += 5) {
    using folder = new TestFolder();
    const run = withFailure(folder, 'pwrite64', nth);
    if (!run.hasFailed) break;
    await assertHonest(folder, run);
    if (run.lines.includes('failed internal fatal internal')) stopped++;
  }
  assert.ok(stopped >= 4, String(stopped));
});

interface Run {
  readonly lines: readonly string[];
  readonly hasFailed: boolean;
}

/** Lets a process store three messages on a disk whose nth call of some kind fails once. */
function withFailure(folder: TestFolder, calls: string, nth: number): Run {
  const trace = join(folder.path, 'trace');
  const inject = `inject=${calls}:error=EIO:when=${nth}`;
  const strace = ['-f', '--seccomp-bpf', '-qq', '-o', trace, '-e', `trace=${calls}`, '-e', inject];
  const child = [process.execPath, WRITING_PROCESS, join(folder.path, 'data'), '3'];
  const { stdout, error } = spawnSync('strace', [...strace, ...child], { encoding: 'utf8' });
  assert.equal(error, undefined);
  const hasFailed = readFileSync(trace, 'utf8').includes('(INJECTED)');
  return { lines: stdout.trim().split('\n'), hasFailed };
}

async function assertHonest(folder: TestFolder, { lines }: Run): Promise<void> {
  const isAcknowledgement = (line: string) => line.startsWith('stored');
  const acknowledged = lines.filter(isAcknowledgement).map((line) => Number(line.replace('stored ', '')));
  assert.deepEqual(acknowledged, [2, 3, 4, 5].slice(0, acknowledged.length));
  const failedAt = lines.findIndex((line) => line.startsWith('failed'));
  if (failedAt >= 0) assert.ok(!lines.slice(failedAt).some(isAcknowledgement), lines.join('\n'));
  const data = join(folder.path, 'data');
  const log = openLog(data);
  const archive = SqliteArchive.open(data);
  const { head } = await archive.head(LOBBY);
  assert.ok(head >= (acknowledged.at(-1) ?? 0), `${head} stored, ${acknowledged} acknowledged`);
  await archive.close();
  await log.close();
}
