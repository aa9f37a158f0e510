import type { Message } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import { authorName } from '../../state/people.ts';
import { hashOf } from '../../state/route.ts';
import { dayName, fullMoment, timeOfDay } from '../../text/moment.ts';
import { Name } from '../controls/name.tsx';
import { AttachmentLink } from '../message/attachment-link.tsx';

/** A small view of a picture. A press leads to where it was shown. */
export function Picture({ message }: { readonly message: Message }): VNode | null {
  const texts = useTexts();
  if (!message.attachment) return null;
  const title = `${texts.pictureFrom(authorName(message, texts))}, ${fullMoment(message.at, texts)}`;
  return (
    <a class="picture" href={placeOf(message)} title={title} data-testid="thumbnail">
      <img src={message.attachment.url} alt={title} loading="lazy" decoding="async" />
    </a>
  );
}

/** A file with who shared it, and when. */
export function FileRow({ message }: { readonly message: Message }): VNode | null {
  const texts = useTexts();
  const { today } = usePage();
  if (!message.attachment) return null;
  return (
    <div class="file-row" data-testid="file">
      <AttachmentLink attachment={message.attachment} />
      <a class="note" href={placeOf(message)} title={texts.showInRoom}>
        <Name>{authorName(message, texts)}</Name>
        <span>
          {dayName(message.at, today.value, texts)} {timeOfDay(message.at, texts)}
        </span>
      </a>
    </div>
  );
}

function placeOf({ room, seq }: Message): string {
  return hashOf({ at: 'room', room, seq });
}
