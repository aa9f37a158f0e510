import type { RoomId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import type { Point } from '../../platform/list-gestures.ts';
import { usePage } from '../../state/context.ts';
import type { RoomView } from '../../state/room-view.ts';
import { RoomItem } from './room-item.tsx';
import { useRoomMoves } from './use-room-moves.ts';

interface RoomListProps {
  readonly rooms: readonly RoomView[];
  readonly me: Person;
  readonly onMenu: (room: RoomId, at: Point) => void;
  /** Tells where a room has gone, to those who do not see it go. */
  readonly onMoved: (room: RoomView, place: number, rooms: number) => void;
  readonly testId: string;
}

/** Rooms in the order this person likes: dragged with a mouse or a finger, or moved with Alt and the arrows. */
export function RoomList({ rooms, me, onMenu, onMoved, testId }: RoomListProps): VNode {
  const route = usePage().address.route.value;
  const { list, moveByKey } = useRoomMoves({ rooms, onMenu, onMoved });
  return (
    <ul class="room-list" ref={list} data-testid={testId}>
      {rooms.map((room, index) => (
        <RoomItem
          key={room.room}
          room={room}
          me={me}
          isCurrent={route.at === 'room' && route.room === room.room}
          onMenu={(at) => onMenu(room.room, at)}
          onKey={(event) => moveByKey(event, index)}
        />
      ))}
    </ul>
  );
}
