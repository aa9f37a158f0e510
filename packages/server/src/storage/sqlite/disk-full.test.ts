import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { TestFolder } from './testing/folder-under-test.ts';
import { FULL_DISK_PROCESS } from './testing/programs.ts';

// The smaller disk is full before anything was moved out of the write-ahead log, the larger one while it is moved.
for (const megabytes of [4, 28]) {
  test(`[R22] a full disk of ${megabytes} MB refuses writes, loses nothing, and recovers by itself`, () => {
    using folder = new TestFolder();
    const script = `mount -t tmpfs -o size=${megabytes}m none "$1" && exec "$2" "$3" "$1"`;
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      [...namespaces(), 'sh', '-c', script, 'sh', folder.path, process.execPath, FULL_DISK_PROCESS],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^acknowledged \d+, then \d+$/m);
  });
}

/** A mount that only the child sees, and that goes with it. */
function namespaces(): string[] {
  return process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--user', '--map-root-user'];
}
