import type { Chat } from '@teahouse/client/chat';

/** Resolves after the next change of a chat. */
export function nextChange(chat: Chat): Promise<void> {
  return new Promise((resolve) => {
    const stop = chat.onChange(() => {
      stop();
      resolve();
    });
  });
}
