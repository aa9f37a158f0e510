import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { Banner } from '../parts/banner.tsx';
import { Logo } from '../parts/logo.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { useChat, usePage, useTexts } from '../state/context.ts';
import { AbsentRoom } from './absent-room.tsx';
import { Conversation } from './conversation.tsx';
import { Rooms } from './rooms.tsx';

/** The list of rooms and one conversation: side by side where there is space, else one at a time. */
export function House({ me }: { readonly me: Person }): VNode {
  const route = usePage().address.route.value;
  return (
    <div class="house" data-at={route.at}>
      <Banner />
      <Refusal />
      <Rooms me={me} />
      <Place me={me} />
    </div>
  );
}

function Place({ me }: { readonly me: Person }): VNode {
  const route = usePage().address.route.value;
  const { rooms, isAnswered } = useChat();
  const texts = useTexts();
  if (route.at === 'rooms') {
    return <main class="place empty">{texts.chooseRoom}</main>;
  }
  const room = rooms.get(route.room);
  if (room) return <Conversation key={room.room} room={room} me={me} />;
  if (isAnswered) return <AbsentRoom room={route.room} />;
  // Before the first welcome nobody knows which rooms this person is in.
  return (
    <main class="place empty">
      <Logo />
    </main>
  );
}
