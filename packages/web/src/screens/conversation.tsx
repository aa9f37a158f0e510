import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { Composer } from '../parts/composer.tsx';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { LeaveRoom } from '../parts/leave-room.tsx';
import { Name } from '../parts/name.tsx';
import { People } from '../parts/people.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { Typing } from '../parts/typing.tsx';
import { useChat, usePage, useTexts } from '../state/context.ts';
import { titleOf } from '../state/people.ts';
import type { RoomView } from '../state/room-view.ts';

interface ConversationProps {
  readonly room: RoomView;
  readonly me: Person;
}

/** One room: what is said, who is here, and a place to write. */
export function Conversation({ room, me }: ConversationProps): VNode {
  const chat = useChat();
  const { arePeopleShown, togglePeople } = usePeopleShown();
  useEffect(() => chat.commands.watchPresence(room.room), [chat, room.room]);
  return (
    <div class="place" data-testid="conversation" data-room={room.room}>
      <main class="conversation">
        <Header room={room} me={me} arePeopleShown={arePeopleShown} onPeople={togglePeople} />
        <Timeline room={room} me={me} />
        <Typing people={room.typing} />
        <Composer room={room} me={me} />
      </main>
      {arePeopleShown && <People room={room} me={me} onClose={togglePeople} />}
    </div>
  );
}

/** Shown where there is space, until the reader says otherwise. Another width is a new question. */
function usePeopleShown() {
  const isWide = usePage().isWide.value;
  const chosen = useSignal<boolean | null>(null);
  useLayoutEffect(() => {
    chosen.value = null;
  }, [isWide]);
  const arePeopleShown = chosen.value ?? isWide;
  const togglePeople = () => {
    chosen.value = !arePeopleShown;
  };
  return { arePeopleShown, togglePeople };
}

interface HeaderProps extends ConversationProps {
  readonly arePeopleShown: boolean;
  readonly onPeople: () => void;
}

function Header({ room, me, arePeopleShown, onPeople }: HeaderProps): VNode {
  const texts = useTexts();
  const isLeaving = useSignal(false);
  const count = room.presence?.count;
  return (
    <header class="room-head">
      <a class="quiet round back" href="#/" aria-label={texts.back} data-testid="back">
        <Icon name="back" />
      </a>
      <div class="room-title">
        <h1>
          <Name>{titleOf(room, me, texts)}</Name>
        </h1>
        <p class="note">{texts.members(room.members)}</p>
      </div>
      <button
        type="button"
        class="quiet"
        aria-expanded={arePeopleShown}
        aria-label={count === undefined ? texts.here : texts.hereCount(count)}
        title={count === undefined ? texts.here : texts.hereCount(count)}
        data-testid="people-toggle"
        onClick={onPeople}
      >
        <Icon name="people" />
        {count !== undefined && <span data-testid="here-count">{count}</span>}
      </button>
      <IconButton
        icon="leave"
        label={texts.leave}
        onPress={() => {
          isLeaving.value = true;
        }}
        testId="leave"
      />
      {isLeaving.value && (
        <LeaveRoom
          room={room}
          me={me}
          onClose={() => {
            isLeaving.value = false;
          }}
        />
      )}
    </header>
  );
}
