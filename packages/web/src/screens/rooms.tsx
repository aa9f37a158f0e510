import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { Avatar } from '../parts/avatar.tsx';
import { CreateRoom } from '../parts/create-room.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Logo } from '../parts/logo.tsx';
import { Name } from '../parts/name.tsx';
import { OpenRooms } from '../parts/open-rooms.tsx';
import { Profile } from '../parts/profile.tsx';
import { RoomLink } from '../parts/room-link.tsx';
import { useChat, usePage, useTexts } from '../state/context.ts';
import { nameOf, roomsInOrder } from '../state/people.ts';

/** The rooms this person is in, those they could join, and themselves. */
export function Rooms({ me }: { readonly me: Person }): VNode {
  const texts = useTexts();
  const asks = useSignal<'nothing' | 'room' | 'profile'>('nothing');
  const close = () => {
    asks.value = 'nothing';
  };
  return (
    <nav class="rooms" aria-label={texts.rooms}>
      <header>
        <Logo />
        <span class="house-name">{texts.app}</span>
      </header>
      <div class="rooms-lists">
        <MyRooms
          me={me}
          onCreate={() => {
            asks.value = 'room';
          }}
        />
        <OpenRooms />
      </div>
      <button
        type="button"
        class="myself"
        data-testid="profile"
        onClick={() => {
          asks.value = 'profile';
        }}
      >
        <Avatar id={me.id} name={nameOf(me, texts)} />
        <Name>{nameOf(me, texts)}</Name>
        <span class="unseen">{texts.profile}</span>
      </button>
      {asks.value === 'room' && <CreateRoom me={me} onClose={close} />}
      {asks.value === 'profile' && <Profile me={me} onClose={close} />}
    </nav>
  );
}

function MyRooms({ me, onCreate }: { readonly me: Person; readonly onCreate: () => void }): VNode {
  const { rooms } = useChat();
  const route = usePage().address.route.value;
  const texts = useTexts();
  return (
    <section>
      <div class="list-head">
        <h2>{texts.rooms}</h2>
        <IconButton icon="plus" label={texts.newRoom} onPress={onCreate} testId="new-room" />
      </div>
      <ul data-testid="rooms">
        {roomsInOrder(rooms.values(), texts.locale).map((room) => (
          <li key={room.room}>
            <RoomLink room={room} me={me} isCurrent={route.at === 'room' && route.room === room.room} />
          </li>
        ))}
      </ul>
    </section>
  );
}
