import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { ScrollKeeper } from '../../platform/scroll-keeper.ts';
import { useChat, usePage } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';

interface Reading {
  readonly keeper: ScrollKeeper;
  readonly isOpening: ReadonlySignal<boolean>;
  readonly isTurning: ReadonlySignal<boolean>;
}

/**
 * Marks as read what was on the screen while somebody could see it, once all is there that was said meanwhile.
 * Returns what to call when they scrolled.
 */
export function useReadMarker(room: RoomView, { keeper, isOpening, isTurning }: Reading): () => void {
  const chat = useChat();
  const isSeen = usePage().isTabVisible.value && chat.isLive && !isOpening.value;
  const isAtEnd = keeper.isAtEnd.value;
  const mark = () => {
    // On the way to another place nothing is read that passes by.
    if (!isSeen || isTurning.peek() || room.unread === 0) return;
    const seen = keeper.lastSeenSeq;
    if (seen === null) return;
    // Comings and goings after the last message have no line of their own to be seen.
    const seq = keeper.isAtEnd.peek() ? room.head : seen;
    if (seq > room.read) chat.commands.markRead(room.room, seq);
  };
  useEffect(mark, [chat, isSeen, isAtEnd, isTurning.value, room.room, room.unread, room.head, room.timeline]);
  return mark;
}

/** The seq after which messages were new when the reader came, or came back; null if none were. */
export function useUnreadLine(room: RoomView): number | null {
  const isPresent = usePage().isTabVisible.value && useChat().isLive;
  const line = useSignal(lastRead(room));
  // The line stays where it was while the reader reads on.
  useLayoutEffect(() => {
    if (isPresent) line.value = lastRead(room);
  }, [isPresent]);
  return line.value;
}

function lastRead(room: RoomView): number | null {
  return room.unread > 0 ? room.read : null;
}
