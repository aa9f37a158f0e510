import type { StreamEvent } from '@teahouse/protocol/events';
import type { StreamId } from '@teahouse/protocol/ids';
import type { CommittedEvent } from '../bus/bus.ts';
import type { Archive, StoredEvent } from '../storage/archive.ts';

/** An event as the bus would have brought it, from its stored bytes. */
export async function restored(
  archive: Pick<Archive, 'blob'>,
  stream: StreamId,
  { seq, id, bytes }: StoredEvent,
): Promise<CommittedEvent> {
  const { type, by, ...event } = JSON.parse(Buffer.from(bytes).toString()) as StreamEvent;
  const attachment = 'attachment' in event ? event.attachment : undefined;
  const blob = attachment && (await archive.blob(attachment.id));
  return { stream, seq, id, type, by, bytes, ...(blob ? { blob: blob.bytes } : {}) };
}
