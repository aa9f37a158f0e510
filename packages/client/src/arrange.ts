import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { RoomId } from '@teahouse/protocol/ids';
import { ChatError } from './chat-error.ts';
import type { Parts } from './parts.ts';

/** Asks for what is wanted of a room. What is not given stays as it is. Rejects with a ChatError. */
export async function arrange(
  { requests, newId }: Pick<Parts, 'requests' | 'newId'>,
  room: RoomId,
  wanted: Partial<Arrangement>,
): Promise<void> {
  const { place = null } = wanted;
  // JSON would make null of it, and the room would lose its place.
  if (place !== null && !Number.isFinite(place)) throw new ChatError('bad_field');
  await requests.insist({ type: 'arrange', id: newId(), room, ...wanted });
}
