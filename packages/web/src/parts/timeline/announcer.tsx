import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useTexts } from '../../state/context.ts';
import { authorName } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';

interface AnnouncerProps {
  readonly room: RoomView;
  readonly me: Person;
}

/** A longer message is read out only so far. */
const CHARACTERS_READ_MAX = 200;

/** Reads out what others say now. Older messages that are fetched are not news. */
export function Announcer({ room, me }: AnnouncerProps): VNode {
  const texts = useTexts();
  const headOnArrival = useRef(room.head);
  const last = room.latest;
  const isNews = last !== null && last.seq > headOnArrival.current && last.by !== me.id;
  return (
    <p class="unseen" aria-live="polite" data-testid="announcer">
      {isNews && `${authorName(last, texts)}: ${last.text.slice(0, CHARACTERS_READ_MAX)}`}
    </p>
  );
}
