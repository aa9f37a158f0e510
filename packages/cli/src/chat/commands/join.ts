import type { ChatCommand } from './command.ts';
import { findRoom } from './find-room.ts';

export const join: ChatCommand = async (context, wanted) => {
  const { chat, terminal, texts } = context;
  if (wanted === '') return terminal.tell(texts.needsName('/join'));
  const room = await findRoom(context, wanted);
  if (room === null) return;
  if (!chat.rooms.has(room)) await chat.join(room);
  context.go(room);
};
