import type { Texts } from '../../text/texts.ts';

/** What can be asked for at the beginning of a message, in the order in which it is listed. */
export const SLASH_COMMANDS = ['nick', 'join', 'new', 'leave', 'shrug', 'help'] as const;
export type SlashCommand = (typeof SLASH_COMMANDS)[number];

/** What the writer of a text wants. */
export type Written =
  | { readonly wants: 'say'; readonly text: string }
  | { readonly wants: SlashCommand; readonly argument: string }
  | { readonly wants: 'unknown'; readonly name: string };

/** `/word`, alone or before a space. A path such as `/usr/bin` is none. */
const COMMAND = /^\/([a-z]+)(?:\s+(.*))?$/is;

/** With Markdown's signs escaped, so that both arms are there. */
const SHRUG = String.raw`¯\\\_(ツ)\_/¯`;

/** `//` is a text that begins with one slash. */
export function readWritten(text: string): Written {
  if (text.startsWith('//')) return { wants: 'say', text: text.slice(1) };
  const [, name, argument = ''] = COMMAND.exec(text) ?? [];
  if (name === undefined) return { wants: 'say', text };
  const known = SLASH_COMMANDS.find((command) => command === name.toLowerCase());
  return known ? { wants: known, argument: argument.trim() } : { wants: 'unknown', name };
}

export function shrugged(argument: string): string {
  return argument === '' ? SHRUG : `${argument} ${SHRUG}`;
}

/** `/nick NAME`, in the reader's language. */
export function formOf(command: SlashCommand, { commandArguments }: Texts): string {
  const words: Partial<Record<SlashCommand, string>> = commandArguments;
  const argument = words[command];
  return argument === undefined ? `/${command}` : `/${command} ${argument}`;
}
