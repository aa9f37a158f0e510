import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { shortCount } from '../../state/rooms/unread.ts';
import { Icon } from '../controls/icon.tsx';

/** How much waits in a room, and how much of it mentions this person. A muted room says so in a low voice. */
export function RoomMarks({ room }: { readonly room: RoomView }): VNode {
  const texts = useTexts();
  return (
    <span class="marks">
      {room.notify === 'nothing' && (
        <span class="muted-mark" data-testid="muted">
          <Icon name="muted" />
          <span class="unseen">{texts.muted}</span>
        </span>
      )}
      {room.mentions > 0 && (
        <span class="badge mentions" data-testid="mentions">
          <span aria-hidden="true">@{shortCount(room.mentions)}</span>
          <span class="unseen">{texts.mentioned(room.mentions)}</span>
        </span>
      )}
      {room.unread > 0 && (
        <span class="badge" data-testid="unread">
          <span aria-hidden="true">{shortCount(room.unread)}</span>
          <span class="unseen">{texts.unread(room.unread)}</span>
        </span>
      )}
    </span>
  );
}
