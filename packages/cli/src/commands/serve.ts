import { describeOptions } from '@teahouse/server/config';
import { serve } from '@teahouse/server/main';

const HELP = `teahouse serve [options]

Runs the server. It needs no configuration.

${describeOptions()}`;

export async function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  if (args.includes('--help')) console.log(HELP);
  else await serve(args, environment);
}
