import type { ChatCommand } from './commands/command.ts';
import { create } from './commands/create.ts';
import { join } from './commands/join.ts';
import { leave } from './commands/leave.ts';
import { nick } from './commands/nick.ts';
import { rooms } from './commands/rooms.ts';
import { who } from './commands/who.ts';
import type { Texts } from './texts/texts.ts';

const older: ChatCommand = ({ showOlder }) => showOlder();

const quit: ChatCommand = ({ quit: leaveProgram }) => {
  leaveProgram();
  return undefined;
};

const help: ChatCommand = ({ terminal, texts }) => {
  const names = Object.keys(COMMANDS) as CommandName[];
  const rows = names.map((name) => `  /${name.padEnd(8)}${texts.help[name]}`);
  terminal.print([...rows, texts.helpMore].join('\n'));
  return undefined;
};

type CommandName = keyof Texts['help'];

/** Everything that can be asked for with a slash. */
const COMMANDS: { readonly [Name in CommandName]: ChatCommand } = {
  rooms,
  join,
  room: join,
  leave,
  create,
  nick,
  who,
  older,
  help,
  quit,
};

/** What a line asks for, or null if it is something to say. */
export function readCommand(
  line: string,
): { readonly name: string; readonly run: ChatCommand | undefined; readonly argument: string } | null {
  if (!line.startsWith('/') || line.startsWith('//')) return null;
  const [, name = '', argument = ''] = /^\/(\S*)\s*(.*)$/su.exec(line) ?? [];
  const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name as CommandName] : undefined;
  return { name: `/${name}`, run, argument: argument.trim() };
}

/** What a line that is no command says. */
export function spokenText(line: string): string {
  return line.startsWith('//') ? line.slice(1) : line;
}
