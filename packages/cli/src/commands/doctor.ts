import { parseArgs } from 'node:util';
import { StoreOpenError } from '@teahouse/server/storage/open-error';
import { inspect } from '@teahouse/server/storage/sqlite/inspect';
import { openError } from '@teahouse/server/storage/sqlite/open-error';
import { Report } from '../doctor/report.ts';

const HELP = `teahouse doctor --data DIR

Reads everything in a store and says what cannot be so: gaps, orphans, broken pages, and whatever is kept
beside the log and differs from it. It changes nothing and may run while the server does.
Exit code 0: the store is sound.`;

export async function run(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const folder = readFolder(args);
  if (folder === null) console.error('teahouse: --data must name the folder of the store.');
  process.exitCode = folder !== null && examine(folder) ? 0 : 1;
}

function examine(folder: string): boolean {
  const report = new Report(folder, (line) => console.log(line));
  try {
    const findings = inspect(folder);
    let next = findings.next();
    for (; !next.done; next = findings.next()) report.found(next.value);
    report.end(next.value);
    return report.isSound;
  } catch (error) {
    const understood = openError(error, folder);
    if (!(understood instanceof StoreOpenError)) throw error;
    console.error(
      `teahouse: ${understood.reason === 'corrupt' ? beyondReading(folder) : understood.message}`,
    );
    return false;
  }
}

function beyondReading(folder: string): string {
  return `The store in ${folder} is damaged so that it cannot be read to its end; restore a backup.`;
}

function readFolder(args: readonly string[]): string | null {
  try {
    return (
      parseArgs({ args: [...args], options: { data: { type: 'string' } }, strict: true }).values.data ?? null
    );
  } catch {
    return null;
  }
}
