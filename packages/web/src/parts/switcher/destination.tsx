import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useTexts } from '../../state/context.ts';
import type { Destination } from '../../state/destinations.ts';
import { shortCount } from '../../state/rooms/unread.ts';
import type { Texts } from '../../text/texts.ts';
import { Avatar } from '../controls/avatar.tsx';
import { Name } from '../controls/name.tsx';
import { RoomFace } from '../rooms/room-face.tsx';

interface DestinationLineProps {
  readonly id: string;
  readonly destination: Destination;
  readonly isChosen: boolean;
  readonly onTake: () => void;
}

/** One line of the switcher. The chosen one is always in view; the field above keeps the focus and the keys. */
export function DestinationLine({ id, destination, isChosen, onTake }: DestinationLineProps): VNode {
  const texts = useTexts();
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const unread = destination.to === 'room' ? destination.room.unread : 0;
  return (
    <button
      type="button"
      ref={line}
      id={id}
      class="destination"
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      data-testid="destination"
      onClick={onTake}
    >
      <Face destination={destination} />
      <Name>{destination.name}</Name>
      <span class="note">{kindOf(destination, texts)}</span>
      {unread > 0 && <span class="badge">{shortCount(unread)}</span>}
    </button>
  );
}

function kindOf({ to }: Destination, texts: Texts): string {
  return { room: texts.myRoom, 'open room': texts.openRoom, person: texts.person }[to];
}

function Face({ destination }: { readonly destination: Destination }): VNode {
  const { id, name } = destination;
  if (destination.to === 'person') return <Avatar id={id} name={name} />;
  const isDirect = destination.to === 'room' && destination.room.kind === 'direct';
  return <RoomFace room={destination.id} title={name} isDirect={isDirect} />;
}
