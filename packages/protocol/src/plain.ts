import type { RoomEvent } from './events.ts';

/**
 * A room event as plain mode shows it (NET-2): the text as sent if a person without a name said it,
 * otherwise `name：text`. Null for events that plain mode does not show, and for attachments, which
 * arrive as the binary frame they were.
 */
export function plainText(event: RoomEvent): string | null {
  if (event.type !== 'message' || event.attachment !== undefined) return null;
  return event.from === undefined ? event.text : `${event.from}：${event.text}`;
}
