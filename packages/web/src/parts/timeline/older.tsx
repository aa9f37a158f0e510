import type { VNode } from 'preact';
import { useChat, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';

interface OlderProps {
  readonly room: RoomView;
  readonly isLoading: boolean;
}

/** What stands above the oldest line. Always as high, so that it moves nothing. */
export function Older({ room, isLoading }: OlderProps): VNode {
  const texts = useTexts();
  const { isAnswered } = useChat();
  const isSilent = room.messages.length === 0 && room.pending.length === 0;
  const said = isSilent ? texts.noMessages : texts.beginning;
  const awaited = isAnswered ? isLoading && texts.loadingOlder : texts.olderLater;
  return (
    <p class="older note" data-testid="older" data-state={room.hasOlder ? 'more' : 'complete'}>
      {room.hasOlder ? awaited : said}
    </p>
  );
}
