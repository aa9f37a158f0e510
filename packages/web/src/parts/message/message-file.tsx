import { useSignal } from '@preact/signals';
import type { Attachment, Message } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { authorName } from '../../state/people.ts';
import { isPicture } from '../../state/shared-files.ts';
import { AttachmentLink } from './attachment-link.tsx';

/** Bigger pictures are fetched only by those who want to see them. */
const PICTURE_BYTES_MAX = 2_000_000;

interface MessageFileProps {
  readonly message: Message;
  readonly attachment: Attachment;
}

/** A picture if it is small enough, in a place that has its size before it comes; otherwise a download. */
export function MessageFile({ message, attachment }: MessageFileProps): VNode {
  const texts = useTexts();
  const isBroken = useSignal(false);
  const isShown = isPicture(message) && attachment.size <= PICTURE_BYTES_MAX && !isBroken.value;
  if (!isShown) return <AttachmentLink attachment={attachment} />;
  return (
    <a class="picture-place" href={attachment.url} download="" title={texts.download} data-testid="picture">
      <img
        src={attachment.url}
        alt={texts.pictureFrom(authorName(message, texts))}
        loading="lazy"
        decoding="async"
        onError={() => {
          isBroken.value = true;
        }}
      />
    </a>
  );
}
