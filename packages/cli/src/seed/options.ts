import { parseArgs } from 'node:util';

/** How much is to be made up, and where it goes. */
export interface SeedOptions {
  readonly data: string;
  readonly rooms: number;
  readonly messages: number;
  readonly people: number;
  /** The same number makes up the same, byte for byte. */
  readonly randomSeed: number;
}

const ROOMS_MAX = 1_000_000;
const MESSAGES_MAX = 1_000_000_000;
const PEOPLE_MAX = 1_000_000;
const RANDOM_SEED_MAX = 2 ** 32 - 1;

export const SEED_HELP = `teahouse seed --data DIR --rooms R --messages N [--people P] [--random-seed S]

Fills a store with made-up people, rooms and messages in Chinese and English, while no server runs on it.
The same options make up the same; what is there already is not made up again.`;

/** What was asked for cannot be: one sentence for whoever typed it. */
export class SeedOptionsError extends Error {}

export function readSeedOptions(args: readonly string[]): SeedOptions {
  const given = parse(args);
  const wholeNumber = (name: string, text: string | undefined, [min, max]: readonly [number, number]) => {
    const value = /^\d{1,10}$/.test(text ?? '') ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new SeedOptionsError(`--${name} must be a whole number from ${min} to ${max}.`);
  };
  if (!given.data) throw new SeedOptionsError('--data must name the folder of the store.');
  return {
    data: given.data,
    rooms: wholeNumber('rooms', given.rooms, [1, ROOMS_MAX]),
    messages: wholeNumber('messages', given.messages, [0, MESSAGES_MAX]),
    people: wholeNumber('people', given.people ?? '100', [1, PEOPLE_MAX]),
    randomSeed: wholeNumber('random-seed', given['random-seed'] ?? '1', [0, RANDOM_SEED_MAX]),
  };
}

function parse(args: readonly string[]) {
  const type = 'string';
  const options = {
    data: { type },
    rooms: { type },
    messages: { type },
    people: { type },
    'random-seed': { type },
  } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new SeedOptionsError(error instanceof Error ? error.message : String(error));
  }
}
