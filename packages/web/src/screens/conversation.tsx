import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { Composer } from '../parts/composer/composer.tsx';
import { later } from '../parts/controls/later.tsx';
import { RoomHead } from '../parts/rooms/room-head.tsx';
import { Timeline } from '../parts/timeline/timeline.tsx';
import { Typing } from '../parts/timeline/typing.tsx';
import { useChat } from '../state/context.ts';
import type { RoomView } from '../state/room-view.ts';
import type { RoomRoute } from '../state/route.ts';

const Panel = later(async () => (await import('./panel.tsx')).Panel);

interface ConversationProps {
  readonly room: RoomView;
  readonly me: Person;
  readonly route: RoomRoute;
}

/** One room: what is said, a place to write, and beside it what the reader has opened. */
export function Conversation({ room, me, route }: ConversationProps): VNode {
  const chat = useChat();
  const { panel } = route;
  useEffect(() => chat.commands.watchPresence(room.room), [chat, room.room]);
  return (
    <div class="place" data-testid="conversation" data-room={room.room}>
      <main class="conversation">
        <RoomHead room={room} me={me} route={route} />
        <Timeline room={room} me={me} route={route} />
        <Typing people={room.typing} />
        <Composer room={room} me={me} />
      </main>
      {panel && <Panel room={room} me={me} route={{ ...route, panel }} />}
    </div>
  );
}
