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

interface Planted {
  /** What it is to be found by. */
  readonly kinds: readonly string[];
  /** Enough that it shows. What shows at once ends the torture; what is found in the log in the end does not. */
  readonly kills: number;
}

const PLANTED: Readonly<Record<string, Planted>> = {
  'acknowledges-early': { kinds: ['lost', 'seen but lost', 'reordered'], kills: 5 },
  'forgets-commands': { kinds: ['doubled'], kills: 5 },
  // Only whoever comes back first after a kill, and has missed two events, sees it.
  'skips-the-resume': { kinds: ['missed', 'lost'], kills: 60 },
};

for (const [plant, { kinds, kills }] of Object.entries(PLANTED)) {
  test(`the torture finds a server that ${plant.replaceAll('-', ' ')}`, async () => {
    const { code, said } = await tortured('--kills', `${kills}`, '--clients', '18', '--plant', plant);
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
