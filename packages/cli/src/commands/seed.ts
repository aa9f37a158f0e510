import { randomBytes } from 'node:crypto';
import { StoreOpenError } from '@teahouse/server/storage/open-error';
import { SqliteLog } from '@teahouse/server/storage/sqlite/sqlite-log';
import { fill } from '../seed/fill.ts';
import { readSeedOptions, SEED_HELP, type SeedOptions, SeedOptionsError } from '../seed/options.ts';
import { progress } from '../seed/progress.ts';
import { Town } from '../seed/town.ts';

export async function run(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(SEED_HELP);
  try {
    await seed(readSeedOptions(args));
  } catch (error) {
    if (!(error instanceof SeedOptionsError || error instanceof StoreOpenError)) throw error;
    console.error(`teahouse: ${error.message}`);
    process.exitCode = 1;
  }
}

async function seed(options: SeedOptions): Promise<void> {
  const town = new Town(options);
  const log = SqliteLog.open(options.data, {
    randomName: () => randomBytes(8).toString('hex'),
    soon: setImmediate,
  });
  const told = progress(town.commandCount, () => performance.now());
  try {
    await fill(log, town, (done) => {
      const line = told(done);
      if (line !== null) console.error(line);
    });
  } finally {
    await log.close();
  }
}
