import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

/** How a server is started: options, or environment variables of the same name (`TEAHOUSE_PORT`). */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The folder the store is in. It is made if it is not there. */
  readonly data: string;
  /** The database that is the store instead, for several nodes; null if there is none. It may hold a password. */
  readonly databaseUrl: string | null;
  /** Where nodes hear of each other's events; null if they find them in the database alone. It may hold a password. */
  readonly natsUrl: string | null;
  /** How many threads hold sockets; with one, that is the main thread. */
  readonly gateways: number;
  /** Origins of pages elsewhere that may connect. */
  readonly origins: readonly string[];
  /** `off` lifts rate and connection limits, for benches. */
  readonly limits: 'on' | 'off';
  /** Whether frames are compressed for clients that offer it. */
  readonly compression: 'on' | 'off';
  readonly logLevel: string;
}

/** More threads than any machine has use for only cost memory. */
const GATEWAYS_MAX = 64;

interface Option {
  readonly about: string;
  readonly usual: string;
  readonly accepts: (text: string) => boolean;
  /** It may hold a password: what was given is not repeated to anybody. */
  readonly isSecret?: boolean;
}

const OPTIONS = {
  port: {
    about: 'port to listen on',
    usual: '8080',
    accepts: (text) => /^\d{1,5}$/.test(text) && Number(text) < 65_536,
  },
  host: {
    about: 'address to listen on; 0.0.0.0 for all',
    usual: '127.0.0.1',
    accepts: (text) => text !== '',
  },
  data: { about: 'folder of the store', usual: './data', accepts: (text) => text !== '' },
  'database-url': {
    about: 'PostgreSQL as the store, for several nodes: postgres://…',
    usual: '',
    accepts: (text) => text === '' || /^postgres(ql)?:\/\/./.test(text),
    isSecret: true,
  },
  'nats-url': {
    about: 'NATS between nodes, beside a database: nats://…',
    usual: '',
    accepts: (text) => text === '' || /^(nats|tls):\/\/./.test(text),
    isSecret: true,
  },
  gateways: {
    about: 'threads that hold sockets, or auto: one for each core but one',
    usual: '1',
    accepts: (text) => text === 'auto' || (/^[1-9]\d?$/.test(text) && Number(text) <= GATEWAYS_MAX),
  },
  origins: { about: 'origins of other pages that may connect, with commas', usual: '', accepts: areOrigins },
  limits: {
    about: 'off lifts rate and connection limits',
    usual: 'on',
    accepts: (text) => text === 'on' || text === 'off',
  },
  compression: {
    about: 'off sends everything uncompressed',
    usual: 'on',
    accepts: (text) => text === 'on' || text === 'off',
  },
  'log-level': {
    about: 'trace, debug, info, warn, error or silent',
    usual: 'info',
    accepts: (text) => ['trace', 'debug', 'info', 'warn', 'error', 'silent'].includes(text),
  },
} as const satisfies Record<string, Option>;

type OptionName = keyof typeof OPTIONS;

/** What was asked for cannot be: one sentence for whoever typed it. */
export class ConfigError extends Error {}

export function readConfig(args: readonly string[], environment: NodeJS.ProcessEnv): Config {
  const given = parse(args);
  const value = (name: OptionName): string => {
    const variable = variableOf(name);
    const text = given[name] ?? environment[variable] ?? OPTIONS[name].usual;
    const option: Option = OPTIONS[name];
    if (option.accepts(text)) return text;
    const said = option.isSecret ? 'that' : `"${text}"`;
    throw new ConfigError(`--${name} (${variable}) cannot be ${said}: ${option.about}.`);
  };
  const [databaseUrl, natsUrl] = [value('database-url') || null, value('nats-url') || null];
  if (natsUrl !== null && databaseUrl === null) {
    throw new ConfigError(
      '--nats-url needs --database-url: nodes hear of each other over NATS, and share a store.',
    );
  }
  return {
    port: Number(value('port')),
    host: value('host'),
    data: value('data'),
    databaseUrl,
    natsUrl,
    gateways: gatewaysOf(value('gateways')),
    origins: value('origins')
      .split(',')
      .filter((origin) => origin !== ''),
    limits: value('limits') === 'off' ? 'off' : 'on',
    compression: value('compression') === 'off' ? 'off' : 'on',
    logLevel: value('log-level'),
  };
}

/** The options as `--help` lists them. */
export function describeOptions(): string {
  const rows = Object.entries(OPTIONS).map(([name, { about, usual }]) => {
    const left = `  --${name} ${usual === '' ? '…' : usual}`;
    return `${left.padEnd(26)}${about} (${variableOf(name)})`;
  });
  return rows.join('\n');
}

/** The log's threads need a core too. */
function gatewaysOf(text: string): number {
  if (text !== 'auto') return Number(text);
  return Math.min(Math.max(1, availableParallelism() - 1), GATEWAYS_MAX);
}

function variableOf(name: string): string {
  return `TEAHOUSE_${name.toUpperCase().replaceAll('-', '_')}`;
}

function parse(args: readonly string[]): Partial<Record<OptionName, string>> {
  const options = Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    // Node's first sentence says what is wrong; the others are for programs that take arguments.
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(/\.?\s*\n|\. /);
    throw new ConfigError(`${sentence}.`);
  }
}

function areOrigins(text: string): boolean {
  return text.split(',').every((origin) => origin === '' || URL.parse(origin)?.origin === origin);
}
