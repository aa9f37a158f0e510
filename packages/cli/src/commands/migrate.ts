import { StoreFailure } from '@teahouse/server/storage/log';
import { move } from '@teahouse/server/storage/move/move';
import { MoveError } from '@teahouse/server/storage/move-error';
import { StoreOpenError } from '@teahouse/server/storage/open-error';
import {
  MIGRATE_HELP,
  type MigrateOptions,
  MigrateOptionsError,
  readMigrateOptions,
} from '../migrate/options.ts';
import { MISMATCHES_SHOWN_MAX, outcome } from '../migrate/outcome.ts';
import { ProgressLines } from '../migrate/progress.ts';

export async function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  if (args.includes('--help')) return console.log(MIGRATE_HELP);
  try {
    process.exitCode = await migrate(readMigrateOptions(args, environment));
  } catch (error) {
    console.error(`teahouse: ${sentenceOf(error)}`);
    process.exitCode = 1;
  }
}

async function migrate({ from, to }: MigrateOptions): Promise<number> {
  const lines = new ProgressLines({
    write: (text) => process.stderr.write(text),
    reader: process.stderr.isTTY ? 'person' : 'file',
    monotonicMs: () => performance.now(),
  });
  let mismatches = 0;
  try {
    const moved = await move({
      folder: from,
      url: to,
      onProgress: (progress) => lines.tell(progress),
      onMismatch({ place, sentence }) {
        lines.end();
        mismatches++;
        if (mismatches <= MISMATCHES_SHOWN_MAX) console.log(`${place}: ${sentence}`);
      },
    });
    const { code, lines: said } = outcome(moved, from);
    for (const line of said) console.log(line);
    return code;
  } finally {
    lines.end();
  }
}

/** Bugs of ours are not a sentence. */
function sentenceOf(error: unknown): string {
  if (error instanceof StoreFailure) return failureSentence(error);
  const isExpected =
    error instanceof MoveError || error instanceof StoreOpenError || error instanceof MigrateOptionsError;
  if (!isExpected) throw error;
  return error.message;
}

function failureSentence({ code, cause }: StoreFailure): string {
  if (code === 'storage_full') return 'The disk of the database is full; make room and run this again.';
  return `The database is gone or does not answer (${cause}); run this again, and it goes on from where it was.`;
}
