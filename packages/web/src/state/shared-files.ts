import type { Message } from '@teahouse/protocol/events';

/** Types of pictures that every browser shows. SVG is not among them: it is a document, with links and scripts. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Where files of this house are. An address elsewhere is neither fetched nor made into a link (S3). */
const BLOB_PATH = /^\/blobs\/[A-Za-z0-9_]+$/;

/** Whether the file of a message can be looked at. */
export function isPicture({ attachment }: Message): boolean {
  return attachment !== undefined && PICTURES.has(attachment.type) && isOfThisHouse(attachment.url);
}

export function isOfThisHouse(url: string): boolean {
  return BLOB_PATH.test(url);
}
