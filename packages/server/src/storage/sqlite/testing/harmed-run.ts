import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOBBY } from '@teahouse/protocol/ids';
import { SqliteArchive } from '../sqlite-archive.ts';
import { openLog, type TestFolder } from './folder-under-test.ts';
import { WRITING_PROCESS } from './programs.ts';

/** The nth of these system calls fails once, or is the last before kill -9. */
interface Harm {
  readonly calls: string;
  readonly nth: number;
  readonly does: 'error=EIO' | 'signal=KILL';
}

export interface HarmedRun {
  /** What the process said it had stored, and what it said of failures. */
  readonly lines: readonly string[];
  /** False if there were fewer calls than that. */
  readonly wasHarmed: boolean;
}

/** Lets a process open a store, write three messages and close it, harmed in one place. */
export function harmedRun(folder: TestFolder, { calls, nth, does }: Harm): HarmedRun {
  const trace = join(folder.path, 'trace');
  const filters = ['-e', `trace=${calls}`, '-e', `inject=${calls}:${does}:when=${nth}`];
  const child = [process.execPath, WRITING_PROCESS, join(folder.path, 'data'), '3'];
  // Much faster, but strace loses signals to it.
  const speed = does === 'error=EIO' ? ['--seccomp-bpf'] : [];
  const strace = ['-f', ...speed, '-qq', '-o', trace, ...filters];
  const { stdout, error, signal } = spawnSync('strace', [...strace, ...child], { encoding: 'utf8' });
  assert.equal(error, undefined);
  const said = stdout.trim();
  const wasHarmed = signal === 'SIGKILL' || readFileSync(trace, 'utf8').includes('(INJECTED)');
  return { lines: said === '' ? [] : said.split('\n'), wasHarmed };
}

/** Nothing is acknowledged after a failure, and what was acknowledged is there after a restart. */
export async function assertHonest(folder: TestFolder, { lines }: HarmedRun): Promise<void> {
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
