import type { Message } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import type { Parts } from './parts.ts';

/** Files asked for at a time: what a panel shows before somebody scrolls. */
export const FILES_PAGE_MESSAGES = 50;

/** Messages that came with a file, newest first. */
export interface FilesPage {
  readonly messages: readonly Message[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** The newest files of a room, or those before the message `before`. Rejects with a ChatError. */
export async function listFiles(
  { requests, newId }: Pick<Parts, 'requests' | 'newId'>,
  room: RoomId,
  { before }: { readonly before?: number } = {},
): Promise<FilesPage> {
  const from = before === undefined ? {} : { before };
  const asked = { type: 'files', id: newId(), room, limit: FILES_PAGE_MESSAGES, ...from } as const;
  const { files: messages, more } = await requests.insist(asked);
  return { messages, more };
}
