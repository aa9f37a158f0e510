import { titleOf } from '../names.ts';
import type { ChatCommand } from './command.ts';

export const leave: ChatCommand = async ({ chat, terminal, texts, room }) => {
  if (!room) return terminal.tell(texts.noRoom);
  const title = titleOf(room, texts);
  await chat.leave(room.room);
  terminal.tell(texts.leftRoom(title));
};
