import { visibleName } from '../visible.ts';
import type { ChatCommand } from './command.ts';

export const nick: ChatCommand = async ({ chat, terminal, texts }, name) => {
  if (name === '') return terminal.tell(texts.needsName('/nick'));
  await chat.rename(name);
  terminal.tell(texts.nowCalled(visibleName(name)));
};
