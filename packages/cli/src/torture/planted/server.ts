import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startApp } from '@teahouse/server/app';
import type { Store } from '@teahouse/server/assembly/open-store';
import { readConfig } from '@teahouse/server/config';
import { createCommitter } from '@teahouse/server/engine/batch';
import { createLogger } from '@teahouse/server/runtime/logger';
import { SqliteArchive } from '@teahouse/server/storage/sqlite/sqlite-archive';
import { SqliteLog } from '@teahouse/server/storage/sqlite/sqlite-log';
import { PLANTS, type Plant } from './plants.ts';

// The server with a bug in it: `node planted/server.ts BUG [options of serve]`.
const [name = '', ...args] = process.argv.slice(2);
const plant = PLANTS.get(name);
if (!plant) throw new Error(`There is no bug "${name}"; there are ${[...PLANTS.keys()].join(', ')}.`);
const config = readConfig(args, process.env);
const app = await startApp({
  config,
  store: openStore(config.data, plant),
  logger: createLogger(config.logLevel),
  webFolder: join(config.data, 'no-page'),
  onFatal: () => process.exit(1),
});
console.log(`Teahouse is open at http://127.0.0.1:${app.port}/`);

/** The store in this thread, so that a bug can stand before its ports. */
function openStore(folder: string, { log: spoilLog, archive: spoilArchive }: Plant): Store {
  const log = SqliteLog.open(folder, {
    randomName: () => randomBytes(8).toString('hex'),
    soon: (callback) => {
      setImmediate(callback);
    },
  });
  const archive = spoilArchive(SqliteArchive.open(folder));
  return {
    committer: createCommitter(spoilLog(log), { nowMs: () => Date.now() }),
    archive,
    async close() {
      await archive.close();
      await log.close();
    },
  };
}
