import type { ChatCommand } from './command.ts';

export const create: ChatCommand = async (context, name) => {
  const { chat, terminal, texts } = context;
  if (name === '') return terminal.tell(texts.needsName('/create'));
  context.go(await chat.createRoom(name));
};
