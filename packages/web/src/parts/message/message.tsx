import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { Message as MessageEvent } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { longPress } from '../../platform/long-press.ts';
import { useChat, useTexts } from '../../state/context.ts';
import { authorName } from '../../state/people.ts';
import { hashOf } from '../../state/route.ts';
import { Avatar } from '../controls/avatar.tsx';
import { Name } from '../controls/name.tsx';
import { MentioningText } from './mentioning-text.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageFile } from './message-file.tsx';
import { MessageText } from './message-text.tsx';
import { Meta } from './meta.tsx';

interface MessageProps {
  readonly message: MessageEvent;
  readonly isOwn: boolean;
  readonly opensGroup: boolean;
}

/** A message that everyone in the room has. */
export function Message({ message, isOwn, opensGroup }: MessageProps): VNode {
  const texts = useTexts();
  const me = useChat().me;
  const isForMe = me !== null && !isOwn && message.mentions?.includes(me.id) === true;
  const name = authorName(message, texts);
  const kind = [isOwn && 'own', opensGroup && 'opens-group', isForMe && 'for-me', 'message'];
  const place = useRef<HTMLLIElement>(null);
  const isNear = useSignal(false);
  const approach = () => {
    isNear.value = true;
  };
  const bubble = useMemo(
    () => <Bubble {...{ message, isOwn, isForMe, isNear }} isNamed={!isOwn && opensGroup} />,
    [message, isOwn, opensGroup, isForMe, isNear],
  );
  const press = useMemo(
    () => longPress(() => place.current?.querySelector<HTMLElement>('.actions button')?.focus()),
    [],
  );
  return (
    <li
      ref={place}
      class={kind.filter((word) => word !== false).join(' ')}
      data-message
      data-testid="message"
      data-state="sent"
      data-seq={message.seq}
      onPointerEnter={approach}
      onFocusIn={approach}
      {...press}
    >
      {!isOwn && opensGroup && <Avatar id={message.by} name={name} />}
      {bubble}
    </li>
  );
}

interface BubbleProps {
  readonly message: MessageEvent;
  readonly isOwn: boolean;
  /** Others are told who speaks where a group begins; who listens is always told. */
  readonly isNamed: boolean;
  readonly isForMe: boolean;
  /** Whether the reader has come near: with the mouse, the keyboard or a finger. Until then a long room stays light. */
  readonly isNear: ReadonlySignal<boolean>;
}

/** It hardly ever changes, so it is drawn once. */
function Bubble({ message, isOwn, isNamed, isForMe, isNear }: BubbleProps): VNode {
  const texts = useTexts();
  return (
    <div class="bubble">
      <p class={isNamed ? 'author' : 'author unseen'} data-testid="author">
        <Name>{authorName(message, texts)}</Name>
      </p>
      {isForMe && <span class="unseen">{texts.mentionsYou}</span>}
      <div class="said">
        {message.text !== '' && <Words message={message} />}
        {message.attachment && <MessageFile message={message} attachment={message.attachment} />}
        <Meta
          atMs={message.at}
          mark={isOwn ? 'sent' : null}
          href={hashOf({ at: 'room', room: message.room, seq: message.seq })}
        />
      </div>
      {isNear.value && <MessageActions message={message} />}
    </div>
  );
}

function Words({ message }: { readonly message: MessageEvent }): VNode {
  return message.mentions ? <MentioningText message={message} /> : <MessageText text={message.text} />;
}
