import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Chat } from '@teahouse/client/chat';
import { nodePlatform } from '@teahouse/client/node/platform';
import { Conversation } from '../chat/conversation.ts';
import { CHAT_HELP, type ChatOptions, ChatOptionsError, readChatOptions } from '../chat/options.ts';
import { InteractiveTerminal } from '../chat/terminal/interactive.ts';
import { PipedTerminal } from '../chat/terminal/piped.ts';
import { type Texts, textsFor } from '../chat/texts/texts.ts';

export async function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  if (args.includes('--help')) return console.log(CHAT_HELP);
  try {
    process.exitCode = await chat(readChatOptions(args, environment), textsFor(environment));
  } catch (error) {
    if (!(error instanceof ChatOptionsError)) throw error;
    console.error(`teahouse: ${error.message}`);
    process.exitCode = 1;
  }
}

async function chat({ url, name, identity }: ChatOptions, texts: Texts): Promise<number> {
  using platform = openPlatform(identity);
  using chat = new Chat({ url, platform, ...(name === undefined ? {} : { name }) });
  const reader = process.stdin.isTTY && process.stdout.isTTY ? 'person' : 'script';
  using terminal = reader === 'person' ? atKeyboard() : inPipe();
  return await new Conversation({ chat, terminal, texts, clock: platform.clock, reader }).run();
}

/** The file is the person: nobody else may read it. */
function openPlatform(file: string): ReturnType<typeof nodePlatform> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    process.umask(0o077);
    return nodePlatform({ file });
  } catch (error) {
    throw new ChatOptionsError(`The identity file ${file} cannot be used (${(error as Error).message}).`);
  }
}

function atKeyboard() {
  return new InteractiveTerminal(process.stdin, process.stdout);
}

function inPipe() {
  return new PipedTerminal({ input: process.stdin, output: process.stdout, errors: process.stderr });
}
