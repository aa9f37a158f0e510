import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Point } from '../../platform/list-gestures.ts';
import { useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Icon } from '../controls/icon.tsx';
import { RoomLink } from './room-link.tsx';

interface RoomItemProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly isCurrent: boolean;
  readonly onMenu: (at: Point) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** A room in the list, with the button of its menu. */
export function RoomItem({ room, me, isCurrent, onMenu, onKey }: RoomItemProps): VNode {
  const texts = useTexts();
  // In a busy house one room of hundreds changes at a time: the same element is not drawn anew.
  const link = useMemo(() => <RoomLink room={room} me={me} isCurrent={isCurrent} />, [room, me, isCurrent]);
  const label = texts.roomMenu(titleOf(room, me, texts));
  return (
    <li class="room-item" onKeyDown={onKey}>
      {link}
      <button
        type="button"
        class="room-more"
        aria-haspopup="menu"
        aria-label={label}
        title={label}
        data-testid="room-more"
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          onMenu({ x: left, y: bottom });
        }}
      >
        <Icon name="more" />
      </button>
    </li>
  );
}
