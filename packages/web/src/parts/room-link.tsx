import { LOBBY } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useTexts } from '../state/context.ts';
import { titleOf } from '../state/people.ts';
import type { RoomView } from '../state/room-view.ts';
import { hashOf } from '../state/route.ts';
import { shortCount } from '../state/unread.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { Logo } from './logo.tsx';
import { Name } from './name.tsx';

interface RoomLinkProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly isCurrent: boolean;
}

/** A room in the list, with how much is unread in it. */
export function RoomLink({ room, me, isCurrent }: RoomLinkProps): VNode {
  const texts = useTexts();
  const title = titleOf(room, me, texts);
  return (
    <a
      class={room.unread > 0 ? 'room-link waiting-for-me' : 'room-link'}
      href={hashOf({ at: 'room', room: room.room })}
      aria-current={isCurrent ? 'page' : undefined}
      data-testid="room"
      data-room={room.room}
    >
      {room.room === LOBBY ? (
        <Logo />
      ) : (
        <Avatar id={room.room} name={title} shape={room.kind === 'direct' ? 'round' : 'square'} />
      )}
      <Name>{title}</Name>
      {room.kind === 'closed' && <Icon name="lock" />}
      {room.unread > 0 && (
        <span class="badge" data-testid="unread">
          <span aria-hidden="true">{shortCount(room.unread)}</span>
          <span class="unseen">{texts.unread(room.unread)}</span>
        </span>
      )}
    </a>
  );
}
