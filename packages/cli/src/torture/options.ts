import { parseArgs } from 'node:util';

/** How hard the server is tried. */
export interface TortureOptions {
  readonly kills: number;
  readonly clients: number;
  /** After so long no further kill is begun. */
  readonly secondsMax: number;
  /** A bug that is put into the server, to see that it is found; null for the server as it is. */
  readonly plant: string | null;
}

export const TORTURE_HELP = `teahouse torture [--kills 100] [--clients 50] [--seconds 900] [--plant BUG]

Kills a server with kill -9 under load and starts it again, over and over. Its clients drop and come back,
are cut off between sending and the answer, send again under the same id, and read slowly. In the end the
whole log is compared with what they were told and shown. Fails unless nothing was lost, doubled,
reordered, or seen and lost. The server runs on a temporary folder of its own.`;

const KILLS_MAX = 100_000;
const CLIENTS_MAX = 1_000;
const SECONDS_MAX = 1_000_000;

/** What was asked for cannot be: one sentence for whoever typed it. */
export class TortureOptionsError extends Error {}

export function readTortureOptions(args: readonly string[]): TortureOptions {
  const given = parse(args);
  const wholeNumber = (name: 'kills' | 'clients' | 'seconds', usual: number, max: number) => {
    const text = given[name];
    const value = text === undefined ? usual : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= 1 && value <= max) return value;
    throw new TortureOptionsError(`--${name} must be a whole number from 1 to ${max}.`);
  };
  return {
    kills: wholeNumber('kills', 100, KILLS_MAX),
    clients: wholeNumber('clients', 50, CLIENTS_MAX),
    secondsMax: wholeNumber('seconds', 900, SECONDS_MAX),
    plant: given.plant ?? null,
  };
}

function parse(args: readonly string[]) {
  const type = 'string';
  const options = { kills: { type }, clients: { type }, seconds: { type }, plant: { type } } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new TortureOptionsError(error instanceof Error ? error.message : String(error));
  }
}
