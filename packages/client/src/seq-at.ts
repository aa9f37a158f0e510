import type { RoomId } from '@teahouse/protocol/ids';
import type { Parts } from './parts.ts';

/** The first message of a room at or after a moment; null if nothing was said since. Rejects with a ChatError. */
export async function seqAt(
  { requests, newId }: Pick<Parts, 'requests' | 'newId'>,
  room: RoomId,
  atMs: number,
): Promise<number | null> {
  // Times on the wire are whole and not negative; the first message is the same.
  const at = Math.max(0, Math.ceil(atMs));
  const page = await requests.insist({ type: 'history', id: newId(), room, at, limit: 1 });
  return page.messages[0]?.seq ?? null;
}
