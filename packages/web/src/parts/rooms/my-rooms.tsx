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

const LeaveRoom = later(async () => (await import('./leave-room.tsx')).LeaveRoom);
const RoomMenu = later(async () => (await import('./room-menu.tsx')).RoomMenu);

interface MyRoomsProps {
  readonly me: Person;
  /** Only rooms that match it are shown. */
  readonly query: string;
}

type Asked =
  | { readonly about: 'nothing' }
  | { readonly about: 'menu'; readonly room: RoomId; readonly at: Point }
  | { readonly about: 'leaving'; readonly room: RoomId };

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
  const asked = useSignal<Asked>({ about: 'nothing' });
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
                  asked.value = { about: 'menu', room, at };
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
      <AskedOfRoom asked={asked} said={said} me={me} />
    </>
  );
}

interface AskedOfRoomProps {
  readonly asked: Signal<Asked>;
  readonly said: Signal<Said>;
  readonly me: Person;
}

/** The menu of a room, and what it leads to. */
function AskedOfRoom({ asked, said, me }: AskedOfRoomProps): VNode | null {
  const { rooms } = useChat();
  const { value: now } = asked;
  const room = now.about === 'nothing' ? undefined : rooms.get(now.room);
  if (now.about === 'nothing' || !room) return null;
  const close = () => {
    asked.value = { about: 'nothing' };
  };
  if (now.about === 'leaving') return <LeaveRoom room={room} me={me} onClose={close} />;
  return (
    <RoomMenu
      room={room}
      me={me}
      at={now.at}
      onClose={close}
      onLeave={() => {
        asked.value = { about: 'leaving', room: room.room };
      }}
      onDone={(text) => {
        said.value = { text, to: 'everyone' };
      }}
    />
  );
}
