import { parseArgs } from 'node:util';

/** How hard the server is tried. */
export interface TortureOptions {
  readonly kills: number;
  readonly clients: number;
  /** After so long no further kill is begun. */
  readonly secondsMax: number;
  /** Nodes on one database, which are killed, ended and frozen in turn. One without a database is a server of its own. */
  readonly nodes: number;
  readonly databaseUrl: string | null;
  readonly natsUrl: string | null;
  /** A bug that is put into the server, to see that it is found; null for the server as it is. */
  readonly plant: string | null;
}

export const TORTURE_HELP = `teahouse torture [--kills 100] [--clients 50] [--seconds 900] [--plant BUG]
                  [--nodes 3 --database-url postgres://… [--nats-url nats://…]]

Kills a server with kill -9 under load and starts it again, over and over. Its clients drop and come back,
are cut off between sending and the answer, send again under the same id, and read slowly. In the end the
whole log is compared with what they were told and shown. Fails unless nothing was lost, doubled,
reordered, or seen and lost. The server runs on a temporary folder of its own; several nodes run on a database,
which must be empty, and are also ended and frozen.`;

const KILLS_MAX = 100_000;
const CLIENTS_MAX = 1_000;
const SECONDS_MAX = 1_000_000;
const NODES_MAX = 100;

/** What was asked for cannot be: one sentence for whoever typed it. */
export class TortureOptionsError extends Error {}

export function readTortureOptions(args: readonly string[]): TortureOptions {
  const given = parse(args);
  const wholeNumber = (name: 'kills' | 'clients' | 'seconds' | 'nodes', usual: number, max: number) => {
    const text = given[name];
    const value = text === undefined ? usual : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= 1 && value <= max) return value;
    throw new TortureOptionsError(`--${name} must be a whole number from 1 to ${max}.`);
  };
  const nodes = wholeNumber('nodes', 1, NODES_MAX);
  const databaseUrl = given['database-url'] ?? null;
  const natsUrl = given['nats-url'] ?? null;
  if (databaseUrl === null && (nodes > 1 || natsUrl !== null)) {
    throw new TortureOptionsError('Several nodes share a database: name it with --database-url.');
  }
  return {
    nodes,
    databaseUrl,
    natsUrl,
    kills: wholeNumber('kills', 100, KILLS_MAX),
    clients: wholeNumber('clients', 50, CLIENTS_MAX),
    secondsMax: wholeNumber('seconds', 900, SECONDS_MAX),
    plant: given.plant ?? null,
  };
}

const NAMES = ['kills', 'clients', 'seconds', 'plant', 'nodes', 'database-url', 'nats-url'] as const;
type Name = (typeof NAMES)[number];

function parse(args: readonly string[]) {
  const type = 'string' as const;
  const options = Object.fromEntries(NAMES.map((name) => [name, { type }])) as Record<
    Name,
    { type: typeof type }
  >;
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new TortureOptionsError(error instanceof Error ? error.message : String(error));
  }
}
