import { parseArgs } from 'node:util';
import type { Settings } from './scenario.ts';

export interface Options extends Settings {
  /** Names of scenarios; empty means all. */
  readonly only: readonly string[];
  /** Names of servers; empty means all. */
  readonly servers: readonly string[];
  readonly strict: boolean;
  readonly help: boolean;
}

export const HELP = `npm run bench -- [options]

  --only one-room-10,idle     these scenarios only
  --servers Teahouse,tutorial these servers only
  --seconds 5                 how long each measurement lasts
  --messages 1000000          how much history the scenario 'history' makes
  --strict                    exit with 1 if a target is missed or not measured
  --help`;

/** Throws with a sentence if an option is unknown or no good. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      servers: { type: 'string', default: '' },
      seconds: { type: 'string', default: '5' },
      messages: { type: 'string', default: '1000000' },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    only: words(values.only),
    servers: words(values.servers),
    seconds: positive('--seconds', values.seconds),
    messages: positive('--messages', values.messages),
    strict: values.strict,
    help: values.help,
  };
}

function words(list: string): readonly string[] {
  return list.split(',').filter((word) => word !== '');
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!(number > 0)) throw new Error(`${name} must be a number above zero, not '${value}'`);
  return number;
}
