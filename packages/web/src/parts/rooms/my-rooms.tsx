import { type Signal, useSignal } from '@preact/signals';
import type { RoomId } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { VNode } from 'preact';
import type { Point } from '../../platform/list-gestures.ts';
import { useChat, useTexts } from '../../state/context.ts';
import { titleOf } from '../../state/people.ts';
import { inSections } from '../../state/rooms/room-order.ts';
import { later } from '../controls/later.tsx';
import { useMatching } from '../switcher/use-matching.ts';
import { RoomList } from './room-list.tsx';

const RoomMenu = later(async () => (await import('./room-menu.tsx')).RoomMenu);

interface MyRoomsProps {
  readonly me: Person;
  /** Only rooms that match it are shown. */
  readonly query: string;
}

/** Whose menu is open, and where. */
interface OpenMenu {
  readonly room: RoomId;
  readonly at: Point;
}

/** What was done. Some of it does not show by itself, and is told to everyone. */
interface Said {
  readonly text: string;
  readonly to: 'listeners' | 'everyone';
}

/** The rooms this person is in, pinned ones above. */
export function MyRooms({ me, query }: MyRoomsProps): VNode {
  const { rooms } = useChat();
  const texts = useTexts();
  const matching = useMatching(query);
  const menu = useSignal<OpenMenu | null>(null);
  const said = useSignal<Said>({ text: '', to: 'listeners' });
  const { pinned, others } = inSections(rooms.values(), texts.locale);
  const sections = [
    { heading: texts.pinnedRooms, section: pinned, testId: 'pinned-rooms' },
    { heading: texts.rooms, section: others, testId: 'rooms' },
  ].map((each) => ({ ...each, section: matching(each.section, (room) => titleOf(room, me, texts)) }));
  return (
    <>
      {sections.map(
        ({ heading, section, testId }) =>
          section.length > 0 && (
            <section key={testId}>
              <h2>{heading}</h2>
              <RoomList
                rooms={section}
                me={me}
                onMenu={(room, at) => {
                  menu.value = { room, at };
                }}
                onMoved={(room, place, count) => {
                  const text = texts.moved(titleOf(room, me, texts), place, count);
                  said.value = { text, to: 'listeners' };
                }}
                testId={testId}
              />
            </section>
          ),
      )}
      <p
        class={said.value.to === 'everyone' ? 'rooms-status' : 'unseen'}
        role="status"
        key={said.value.to}
        data-testid="rooms-status"
      >
        {said.value.text}
      </p>
      <MenuOfRoom menu={menu} said={said} me={me} />
    </>
  );
}

interface MenuOfRoomProps {
  readonly menu: Signal<OpenMenu | null>;
  readonly said: Signal<Said>;
  readonly me: Person;
}

function MenuOfRoom({ menu, said, me }: MenuOfRoomProps): VNode | null {
  const { rooms } = useChat();
  const room = menu.value && rooms.get(menu.value.room);
  if (!menu.value || !room) return null;
  return (
    <RoomMenu
      room={room}
      me={me}
      at={menu.value.at}
      onClose={() => {
        menu.value = null;
      }}
      onDone={(text) => {
        said.value = { text, to: 'everyone' };
      }}
    />
  );
}
