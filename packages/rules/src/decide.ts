import type { Command, CommandType } from './command.ts';
import { arrange } from './commands/arrange.ts';
import { createRoom } from './commands/create-room.ts';
import { join } from './commands/join.ts';
import { leave } from './commands/leave.ts';
import { openLobby } from './commands/open-lobby.ts';
import { read } from './commands/read.ts';
import { register } from './commands/register.ts';
import { rename } from './commands/rename.ts';
import { send } from './commands/send.ts';
import type { Decision, Rule } from './decision.ts';
import type { Facts, Need } from './facts.ts';

/** Every rule there is. A command without one is a compile error. */
const RULES: { readonly [Type in CommandType]: Rule<Type> } = {
  open_lobby: openLobby,
  register,
  send,
  create_room: createRoom,
  join,
  leave,
  read,
  rename,
  arrange,
};

/** The facts that `decide` will ask for. */
export function needsOf<Type extends CommandType>(command: Command<Type>): readonly Need[] {
  const rule: Rule<Type> = RULES[command.type];
  return rule.needs(command);
}

/** What follows from a command, given the facts. Pure: the same facts and command always give the same. */
export function decide<Type extends CommandType>(facts: Facts, command: Command<Type>): Decision {
  const rule: Rule<Type> = RULES[command.type];
  return rule.decide(facts, command);
}
