import type { Attachment } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { isOfThisHouse } from '../../state/shared-files.ts';
import { fileSize } from '../../text/size.ts';
import { Icon } from '../controls/icon.tsx';

/** A file is fetched only when asked for, and never shown as a part of the page. */
export function AttachmentLink({ attachment }: { readonly attachment: Attachment }): VNode {
  const texts = useTexts();
  const { url, type, size } = attachment;
  const label = (
    <>
      <Icon name="file" />
      <span>{texts.attachment}</span>
      <span class="note">
        <bdi>{type}</bdi> · {fileSize(size, texts.locale)}
      </span>
    </>
  );
  if (!isOfThisHouse(url)) return <span class="attachment">{label}</span>;
  return (
    <a class="attachment" href={url} download="" title={texts.download} data-testid="attachment">
      {label}
    </a>
  );
}
