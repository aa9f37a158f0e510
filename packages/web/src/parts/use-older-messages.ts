import { useSignal } from '@preact/signals';
import { codeOf } from '@teahouse/client/chat-error';
import { useEffect } from 'preact/hooks';
import type { ScrollKeeper } from '../platform/scroll-keeper.ts';
import { useChat } from '../state/context.ts';
import type { RoomView } from '../state/room-view.ts';

interface OlderMessages {
  readonly isLoading: boolean;
  /** Call when the reader has scrolled. */
  readonly wanted: () => void;
}

/** Fetches older messages before the reader gets to where they would be, and lets them go when they are back. */
export function useOlderMessages(room: RoomView, keeper: ScrollKeeper): OlderMessages {
  const chat = useChat();
  const { isAnswered } = chat;
  const fetching = useSignal<'idle' | 'loading' | 'failed'>('idle');

  const fetchIfNear = async () => {
    if (!isAnswered || fetching.value !== 'idle' || !room.hasOlder || !keeper.isNearStart) return;
    fetching.value = 'loading';
    const outcome = await chat.commands.loadOlder(room.room).then(() => null, codeOf);
    fetching.value = outcome === null ? 'idle' : 'failed';
  };
  // One page may not fill the box. What failed is not tried in a loop, but when there is a reason to hope.
  useEffect(() => void fetchIfNear(), [room.timeline, fetching.value]);
  useEffect(() => {
    if (isAnswered && fetching.value === 'failed') fetching.value = 'idle';
    void fetchIfNear();
  }, [isAnswered]);
  const isAtEnd = keeper.isAtEnd.value;
  useEffect(() => {
    if (isAtEnd) chat.commands.forgetOlder(room.room);
  }, [isAtEnd]);
  const wanted = () => {
    if (fetching.value === 'failed') fetching.value = 'idle';
    void fetchIfNear();
  };
  return { isLoading: fetching.value === 'loading', wanted };
}
