import { useSignal } from '@preact/signals';
import { codeOf } from '@teahouse/client/chat-error';
import { useEffect } from 'preact/hooks';
import type { ScrollKeeper } from '../../platform/scroll-keeper.ts';
import { useChat } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';

interface Pages {
  readonly isLoadingOlder: boolean;
  readonly isLoadingNewer: boolean;
  /** Call when the reader has scrolled. */
  readonly wanted: () => void;
}

/**
 * Fetches further messages on both sides of a room before the reader gets to where they would be: when all that is
 * at hand on that side is drawn, and they come near its end.
 */
export function usePages(room: RoomView, drawn: RoomView, keeper: ScrollKeeper): Pages {
  const { commands } = useChat();
  const older = usePage(drawn, {
    isWanted: () => room.hasOlder && drawn.timeline[0] === room.timeline[0] && keeper.isNearStart,
    load: () => commands.loadOlder(room.room),
  });
  const newer = usePage(drawn, {
    isWanted: () => room.hasNewer && drawn.timeline.at(-1) === room.timeline.at(-1) && keeper.isNearEnd,
    load: () => commands.loadNewer(room.room),
  });
  const wanted = () => {
    older.wanted();
    newer.wanted();
  };
  return { isLoadingOlder: older.isLoading, isLoadingNewer: newer.isLoading, wanted };
}

interface PageSource {
  readonly isWanted: () => boolean;
  readonly load: () => Promise<void>;
}

/** One page at a time. What failed is not tried in a loop, but when there is a reason to hope. */
function usePage(room: RoomView, { isWanted, load }: PageSource) {
  const { isAnswered } = useChat();
  const fetching = useSignal<'idle' | 'loading' | 'failed'>('idle');
  const fetchIfWanted = async () => {
    if (!isAnswered || fetching.peek() !== 'idle' || !isWanted()) return;
    fetching.value = 'loading';
    const outcome = await load().then(() => null, codeOf);
    fetching.value = outcome === null ? 'idle' : 'failed';
  };
  // One page may not fill the box.
  useEffect(() => void fetchIfWanted(), [room.timeline, fetching.value]);
  useEffect(() => {
    if (isAnswered && fetching.value === 'failed') fetching.value = 'idle';
    void fetchIfWanted();
  }, [isAnswered]);
  const wanted = () => {
    if (fetching.peek() === 'failed') fetching.value = 'idle';
    void fetchIfWanted();
  };
  return { isLoading: fetching.value === 'loading', wanted };
}
