import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import type { RoomView } from '../../state/room-view.ts';
import { hashOf } from '../../state/route.ts';
import { Icon } from '../controls/icon.tsx';
import { Name } from '../controls/name.tsx';
import { RoomFace } from './room-face.tsx';
import { RoomMarks } from './room-marks.tsx';
import { RoomPreview, RoomTime } from './room-preview.tsx';

interface RoomLinkProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly isCurrent: boolean;
}

/** A room in the list: what was said last, and how much waits there. */
export function RoomLink({ room, me, isCurrent }: RoomLinkProps): VNode {
  const texts = useTexts();
  const title = titleOf(room, me, texts);
  return (
    <a
      class={room.unread > 0 ? 'room-link waiting-for-me' : 'room-link'}
      href={hashOf({ at: 'room', room: room.room })}
      draggable={false}
      aria-current={isCurrent ? 'page' : undefined}
      data-notify={room.notify}
      data-testid="room"
      data-room={room.room}
    >
      <RoomFace room={room.room} title={title} isDirect={room.kind === 'direct'} />
      <span class="room-words">
        <span class="room-line">
          <Name>{title}</Name>
          {room.kind === 'closed' && <Icon name="lock" />}
          <RoomTime room={room} />
        </span>
        <span class="room-line">
          <RoomPreview room={room} me={me} />
          <RoomMarks room={room} />
        </span>
      </span>
    </a>
  );
}
