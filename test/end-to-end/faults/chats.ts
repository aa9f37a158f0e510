import { Chat } from '@teahouse/client/chat';
import { nodePlatform } from '@teahouse/client/node/platform';
import type { RoomCopy } from '@teahouse/client/room-copy';
import { LOBBY } from '@teahouse/protocol/ids';

/** A chat that is live, in the lobby. Dispose of it to end it. */
export async function openChat(url: string, name: string): Promise<Chat> {
  const platform = nodePlatform();
  const chat = new Chat({ url, name, platform });
  await chat.start();
  await until(chat, () => chat.connection.state === 'live' && chat.rooms.has(LOBBY));
  return chat;
}

/** Resolves when it is so, now or after some change. */
export function until(chat: Chat, isSo: () => boolean): Promise<void> {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = chat.onChange(() => {
      if (!isSo()) return;
      stop();
      resolve();
    });
  });
}

export function lobbyOf(chat: Chat): RoomCopy {
  const lobby = chat.rooms.get(LOBBY);
  if (!lobby) throw new Error('who enters is in the lobby');
  return lobby;
}

/** The texts of the lobby, as the chat shows them. */
export function textsOf(chat: Chat): string[] {
  return lobbyOf(chat).messages.map(({ text }) => text);
}
