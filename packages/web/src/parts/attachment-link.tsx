import type { Attachment } from '@teahouse/protocol/events';
import type { VNode } from 'preact';
import { useTexts } from '../state/context.ts';
import { fileSize } from '../text/size.ts';
import { Icon } from './icon.tsx';

/** Where files of this house are. An address elsewhere is not made into a link (S3). */
const BLOB_PATH = /^\/blobs\/[A-Za-z0-9_]+$/;

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
  if (!BLOB_PATH.test(url)) return <span class="attachment">{label}</span>;
  return (
    <a class="attachment" href={url} download="" title={texts.download} data-testid="attachment">
      {label}
    </a>
  );
}
