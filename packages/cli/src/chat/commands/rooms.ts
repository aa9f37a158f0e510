import { titleOf } from '../names.ts';
import type { ChatCommand } from './command.ts';

export const rooms: ChatCommand = async ({ chat, terminal, texts }) => {
  await chat.refreshOpenRooms();
  const own = [...chat.rooms.values()].map((room) => {
    const unread = room.unread > 0 ? `, ${texts.unreadCount(room.unread)}` : '';
    return `  ${titleOf(room, texts)} (${room.members}${unread})  ${room.room}`;
  });
  const open = chat.openRooms
    .filter(({ room }) => !chat.rooms.has(room))
    .map((room) => `  ${titleOf(room, texts)} (${room.members})  ${room.room}`);
  const others = open.length > 0 ? [texts.openRooms, ...open] : [texts.noOpenRooms];
  terminal.print([texts.yourRooms, ...own, ...others].join('\n'));
};
