import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant } from '../contestants/contestant.ts';
import { freePort, ServerProcess } from './server-process.ts';

/** A folder for one server's data, gone afterwards. */
export class DataFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'teahouse-bench-'));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Runs a server on fresh data for as long as `use` takes. */
export async function whileRunning<Result>(
  contestant: Contestant,
  use: (server: ServerProcess) => Promise<Result>,
): Promise<Result> {
  using data = new DataFolder();
  await using server = await startServer(contestant, data);
  return await use(server);
}

export async function startServer(contestant: Contestant, data: DataFolder): Promise<ServerProcess> {
  const port = await freePort();
  return ServerProcess.start(contestant.command(port, data.path), port, contestant.usesAllCores);
}
