import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a test's own. Dispose of it to remove it with all that is in it. */
export async function dataFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  return await mkdtempDisposable(join(tmpdir(), 'teahouse-test-'));
}
