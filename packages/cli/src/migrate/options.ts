import { parseArgs } from 'node:util';

/** From where a store is moved, and where to. */
export interface MigrateOptions {
  readonly from: string;
  /** It may hold a password: it is not repeated to anybody. */
  readonly to: string;
}

export const MIGRATE_HELP = `teahouse migrate --from DIR --to postgres://…

Moves a store from the folder of one server into an empty PostgreSQL database, with everything: clients resume where
they were. The folder stays as it is. Without --to, TEAHOUSE_DATABASE_URL says where; so no password is in the list
of processes.

It may run while a server uses the folder: then it copies what is there, and ends with code 2. Stop that server and run
it again: it copies what came since, and compares everything. Cut off, it goes on from where it was when it is run again.
Until it has ended with code 0, no server opens the database.

Exit code 0: everything is there and was compared; start servers on the database.
          1: it failed, or the database has something else than the folder; the sentence says what to do.
          2: a server still writes to the folder: stop it and run this again.`;

/** What was asked for cannot be: one sentence for whoever typed it. */
export class MigrateOptionsError extends Error {}

export function readMigrateOptions(args: readonly string[], environment: NodeJS.ProcessEnv): MigrateOptions {
  const given = parse(args);
  const to = given.to ?? environment.TEAHOUSE_DATABASE_URL ?? '';
  if (!given.from) throw new MigrateOptionsError('--from must name the folder of the store.');
  if (!/^postgres(ql)?:\/\/./.test(to)) {
    throw new MigrateOptionsError('--to must be the address of a PostgreSQL database: postgres://…');
  }
  return { from: given.from, to };
}

function parse(args: readonly string[]) {
  const type = 'string';
  try {
    return parseArgs({ args: [...args], options: { from: { type }, to: { type } }, strict: true }).values;
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(/\.?\s*\n|\. /);
    throw new MigrateOptionsError(`${sentence}.`);
  }
}
