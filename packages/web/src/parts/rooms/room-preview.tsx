import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { usePage, useTexts } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { previewOf } from '../../state/rooms/preview.ts';
import { shortMoment } from '../../text/moment.ts';

interface RoomPreviewProps {
  readonly room: RoomView;
  readonly me: Person;
}

/** The last message of a room in one line that keeps its own direction (S21). */
export function RoomPreview({ room, me }: RoomPreviewProps): VNode {
  const texts = useTexts();
  const preview = previewOf(room, me, texts);
  if (!preview) return <span class="room-preview">{texts.noMessages}</span>;
  const { author, text } = preview;
  return (
    <span class="room-preview" data-testid="preview">
      {author !== null && texts.saidBy(author)}
      <bdi>{text}</bdi>
    </span>
  );
}

/** When the last message of a room was said. */
export function RoomTime({ room }: { readonly room: RoomView }): VNode | null {
  const texts = useTexts();
  const { today } = usePage();
  if (!room.latest) return null;
  const { at } = room.latest;
  return (
    <time class="room-time" dateTime={new Date(at).toISOString()}>
      {shortMoment(at, today.value, texts)}
    </time>
  );
}
