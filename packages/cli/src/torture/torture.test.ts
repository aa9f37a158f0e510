import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const TEAHOUSE = fileURLToPath(new URL('../main.ts', import.meta.url));

test('[LOG-1] [LOG-2] [LOG-3] [LOG-4] [SYNC-1] [SYNC-3] a server that is killed again and again under load loses nothing', async () => {
  const { code, said } = await tortured('--kills', '5', '--clients', '50');
  assert.equal(code, 0, said);
  assert.match(said, /^kills +5$/m);
  assert.ok(figure(said, 'acknowledged') > 500, said);
});

/** Enough that somebody comes back at a moment when the bug shows, also on a busy machine. */
const KILLS_TO_FIND = '8';
/** What each bug is to be found by. */
const PLANTED: Readonly<Record<string, readonly string[]>> = {
  'acknowledges-early': ['lost', 'seen but lost', 'reordered'],
  'forgets-commands': ['doubled'],
  'skips-the-resume': ['missed', 'lost'],
};

for (const [plant, kinds] of Object.entries(PLANTED)) {
  test(`the torture finds a server that ${plant.replaceAll('-', ' ')}`, async () => {
    const { code, said } = await tortured('--kills', KILLS_TO_FIND, '--clients', '18', '--plant', plant);
    assert.equal(code, 1, said);
    assert.ok(
      kinds.some((kind) => figure(said, kind) > 0),
      said,
    );
  });
}

function tortured(...options: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [TEAHOUSE, 'torture', ...options], (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr });
    });
  });
}

function figure(said: string, name: string): number {
  const digits = new RegExp(`^${name} +([\\d,]+)$`, 'm').exec(said)?.[1] ?? '0';
  return Number(digits.replaceAll(',', ''));
}
