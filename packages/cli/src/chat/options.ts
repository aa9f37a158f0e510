import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { normalName } from '@teahouse/protocol/text';

export interface ChatOptions {
  /** The address of the server's `/ws`. */
  readonly url: string;
  /** The name of a new guest. */
  readonly name?: string;
  /** The file of identity and outbox. */
  readonly identity: string;
}

export const CHAT_HELP = `teahouse chat URL [--name NAME] [--identity FILE]

Chats in the terminal, for instance: teahouse chat http://localhost:8080
Who you are, and what is not sent yet, is kept in a file for each server in ~/.config/teahouse
(or XDG_CONFIG_HOME), or in FILE. From a pipe each line is a message and each message a line.`;

/** What was asked for cannot be: one sentence for whoever typed it. */
export class ChatOptionsError extends Error {}

export function readChatOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ChatOptions {
  const { values, positionals } = parse(args);
  const [address, ...more] = positionals;
  if (address === undefined || more.length > 0) throw new ChatOptionsError('Say the address of one server.');
  const url = webSocketUrl(address);
  if (values.name !== undefined && normalName(values.name) === null) {
    throw new ChatOptionsError('A name has 1 to 40 visible characters.');
  }
  return {
    url: url.href,
    identity: values.identity ?? identityFile(url, environment),
    ...(values.name === undefined ? {} : { name: values.name }),
  };
}

/** `localhost:8080`, `http://…` and `ws://…` all lead to `/ws` of the same server. */
function webSocketUrl(address: string): URL {
  const isBare = !/^[a-z]+:\/\//iu.test(address);
  const url = URL.parse(isBare ? `ws://${address}` : address.replace(/^http/iu, 'ws'));
  if (!url || !/^wss?:$/.test(url.protocol) || url.hostname === '') {
    throw new ChatOptionsError(`${address} is no address of a server, as http://localhost:8080 is one.`);
  }
  url.pathname = '/ws';
  url.search = '';
  url.hash = '';
  return url;
}

function identityFile({ protocol, host }: URL, { XDG_CONFIG_HOME }: NodeJS.ProcessEnv): string {
  const folder = XDG_CONFIG_HOME || join(homedir(), '.config');
  const server = `${protocol === 'wss:' ? 'tls.' : ''}${host}`.replaceAll(/[^a-z0-9.-]/giu, '_');
  return join(folder, 'teahouse', `${server}.identity`);
}

function parse(args: readonly string[]) {
  const options = { name: { type: 'string' }, identity: { type: 'string' } } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new ChatOptionsError(error instanceof Error ? error.message : String(error));
  }
}
