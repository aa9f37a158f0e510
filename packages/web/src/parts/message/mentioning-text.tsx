import type { Message } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { useChat } from '../../state/context.ts';
import { namedIn } from '../../state/named.ts';
import { MessageText } from './message-text.tsx';

/** The text of a message that mentions somebody. It is drawn again when they are known by another name. */
export function MentioningText({ message }: { readonly message: Message }): VNode {
  const chat = useChat();
  return <MessageText text={message.text} named={namedIn(message, chat.rooms.get(message.room), chat.me)} />;
}
