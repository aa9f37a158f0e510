import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { Logo } from '../parts/controls/logo.tsx';
import { Banner } from '../parts/shell/banner.tsx';
import { Refusal } from '../parts/shell/refusal.tsx';
import { useRouteFocus } from '../parts/shell/use-route-focus.ts';
import { useShortcuts } from '../parts/shell/use-shortcuts.ts';
import { useSwipeBack } from '../parts/shell/use-swipe-back.ts';
import { useChat, usePage, useTexts } from '../state/context.ts';
import { AbsentRoom } from './absent-room.tsx';
import { Conversation } from './conversation.tsx';
import { Rooms } from './rooms.tsx';
import { Sheets } from './sheets.tsx';

/** The list of rooms, one conversation and what is open beside it: as many at a time as there is space for. */
export function House({ me }: { readonly me: Person }): VNode {
  const route = usePage().address.route.value;
  const house = useRef<HTMLDivElement>(null);
  useShortcuts();
  useSwipeBack(house);
  useRouteFocus(house);
  return (
    <div ref={house} class="house" data-at={route.at}>
      <Banner />
      <Refusal />
      <RoomsPlace me={me} />
      <Place me={me} />
      <Sheets me={me} />
    </div>
  );
}

/** Where there is space for the list alone, it is what the page is about. */
function RoomsPlace({ me }: { readonly me: Person }): VNode {
  const { address, isNarrow } = usePage();
  const texts = useTexts();
  const isAlone = isNarrow.value && address.route.value.at === 'rooms';
  return (
    <div class="rooms-place" role={isAlone ? 'main' : undefined}>
      {isAlone && <h1 class="unseen">{texts.rooms}</h1>}
      <Rooms me={me} />
    </div>
  );
}

function Place({ me }: { readonly me: Person }): VNode {
  const route = usePage().address.route.value;
  const { rooms, isAnswered } = useChat();
  const texts = useTexts();
  if (route.at === 'rooms') {
    return (
      <main class="place empty">
        <Logo />
        <h1>{texts.app}</h1>
        <p>{texts.chooseRoom}</p>
      </main>
    );
  }
  const room = rooms.get(route.room);
  if (room) return <Conversation key={room.room} room={room} me={me} route={route} />;
  if (isAnswered) return <AbsentRoom room={route.room} />;
  // Before the first welcome nobody knows which rooms this person is in.
  return (
    <main class="place empty">
      <Logo />
    </main>
  );
}
