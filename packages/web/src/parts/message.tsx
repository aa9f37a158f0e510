import type { Message as MessageEvent } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { useTexts } from '../state/context.ts';
import { authorName } from '../state/people.ts';
import type { Texts } from '../text/texts.ts';
import { AttachmentLink } from './attachment-link.tsx';
import { Avatar } from './avatar.tsx';
import { MessageText } from './message-text.tsx';
import { Meta } from './meta.tsx';
import { Name } from './name.tsx';

interface MessageProps {
  readonly message: MessageEvent;
  readonly isOwn: boolean;
  readonly opensGroup: boolean;
}

/** A message that everyone in the room has. It never changes, so it is drawn once. */
export function Message({ message, isOwn, opensGroup }: MessageProps): VNode {
  const texts = useTexts();
  return useMemo(() => drawn({ message, isOwn, opensGroup }, texts), [message, isOwn, opensGroup, texts]);
}

function drawn({ message, isOwn, opensGroup }: MessageProps, texts: Texts): VNode {
  const name = authorName(message, texts);
  const kind = `${isOwn ? 'own ' : ''}${opensGroup ? 'opens-group ' : ''}message`;
  return (
    <li class={kind} data-message data-testid="message" data-state="sent" data-seq={message.seq}>
      {!isOwn && opensGroup && <Avatar id={message.by} name={name} />}
      <div class="bubble">
        <p class={isOwn || !opensGroup ? 'author unseen' : 'author'} data-testid="author">
          <Name>{name}</Name>
        </p>
        <div class="said">
          {message.text !== '' && <MessageText text={message.text} />}
          {message.attachment && <AttachmentLink attachment={message.attachment} />}
          <Meta atMs={message.at} mark={isOwn ? 'sent' : null} />
        </div>
      </div>
    </li>
  );
}
