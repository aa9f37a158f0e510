import type { Person } from '@teahouse/protocol/server-frames';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import { directName } from '../../state/people.ts';

/** The way to a room for two. It is made when they first talk. */
export function useTalk(me: Person): (other: Person) => Promise<void> {
  const chat = useChat();
  const { address } = usePage();
  const texts = useTexts();
  return async (other) => {
    const made = chat.commands.createRoom(directName(me, other, texts), 'direct', [other.id]);
    const room = await chat.attempt(made);
    if (room !== null) address.go({ at: 'room', room });
  };
}
