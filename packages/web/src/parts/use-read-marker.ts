import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { useChat, usePage } from '../state/context.ts';
import type { RoomView } from '../state/room-view.ts';

/** Marks a room as read while somebody can see the tab and has the newest message in view. */
export function useReadMarker(room: RoomView, isAtEnd: boolean): void {
  const chat = useChat();
  const isSeen = usePage().isTabVisible.value && isAtEnd;
  useEffect(() => {
    if (isSeen && room.unread > 0) chat.commands.markRead(room.room, room.head);
  }, [chat, isSeen, room.room, room.unread, room.head]);
}

/** The seq after which messages were new when the reader came, or came back to the tab; null if none were. */
export function useUnreadLine(room: RoomView): number | null {
  const isTabVisible = usePage().isTabVisible.value;
  const line = useSignal(lastRead(room));
  // The line stays where it was while the reader reads on.
  useLayoutEffect(() => {
    if (isTabVisible) line.value = lastRead(room);
  }, [isTabVisible]);
  return line.value;
}

function lastRead(room: RoomView): number | null {
  return room.unread > 0 ? room.read : null;
}
