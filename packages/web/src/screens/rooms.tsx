import { useSignal } from '@preact/signals';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import { Avatar } from '../parts/controls/avatar.tsx';
import { Icon } from '../parts/controls/icon.tsx';
import { IconButton } from '../parts/controls/icon-button.tsx';
import { later } from '../parts/controls/later.tsx';
import { Logo } from '../parts/controls/logo.tsx';
import { Name } from '../parts/controls/name.tsx';
import { SearchField } from '../parts/controls/search-field.tsx';
import { MyRooms } from '../parts/rooms/my-rooms.tsx';
import { OpenRooms } from '../parts/rooms/open-rooms.tsx';
import { SkipLink } from '../parts/shell/skip-link.tsx';
import { useTexts } from '../state/context.ts';
import { nameOf } from '../state/people.ts';

const CreateRoom = later(async () => (await import('../parts/rooms/create-room.tsx')).CreateRoom);
const Profile = later(async () => (await import('../parts/settings/profile.tsx')).Profile);

/** The rooms this person is in, those they could join, and themselves. */
export function Rooms({ me }: { readonly me: Person }): VNode {
  const texts = useTexts();
  const asks = useSignal<'nothing' | 'room' | 'profile'>('nothing');
  const query = useSignal('');
  const close = () => {
    asks.value = 'nothing';
  };
  return (
    <nav class="rooms" aria-label={texts.rooms} data-region="rooms">
      <SkipLink />
      <header>
        <Logo />
        <span class="house-name">{texts.app}</span>
        <IconButton
          icon="plus"
          label={texts.newRoom}
          onPress={() => {
            asks.value = 'room';
          }}
          testId="new-room"
        />
      </header>
      <SearchField label={texts.findRoom} value={query} testId="find-room" />
      <div class="rooms-lists">
        <MyRooms me={me} query={query.value} />
        <OpenRooms query={query.value} />
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
        <Icon name="settings" />
      </button>
      {asks.value === 'room' && <CreateRoom me={me} onClose={close} />}
      {asks.value === 'profile' && <Profile me={me} onClose={close} />}
    </nav>
  );
}
