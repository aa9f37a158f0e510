import { readTortureOptions, TORTURE_HELP, TortureOptionsError } from '../torture/options.ts';
import { describe } from '../torture/report.ts';
import { torture } from '../torture/run.ts';

/** How often progress is told. */
const KILLS_TOLD = 10;

export async function run(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(TORTURE_HELP);
  try {
    const options = readTortureOptions(args);
    const outcome = await torture(options, {
      random: Math.random,
      monotonicMs: () => performance.now(),
      onKill: (kills) => kills % KILLS_TOLD === 0 && console.error(`killed ${kills} times`),
    });
    console.log(describe(outcome));
    if (outcome.account.hasFound) process.exitCode = 1;
  } catch (error) {
    console.error(`teahouse: ${error instanceof TortureOptionsError ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
