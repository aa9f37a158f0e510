import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { OpenRoom, Person } from '@teahouse/protocol/server-frames';
import type { Texts } from '../text/texts.ts';
import { everyoneSeen, nameOf, titleOf } from './people.ts';
import type { RoomView, RoomViews } from './room-view.ts';
import { inSections } from './rooms/room-order.ts';

/** Where somebody can go by its name. */
export type Destination =
  | { readonly to: 'room'; readonly id: RoomId; readonly name: string; readonly room: RoomView }
  | { readonly to: 'open room'; readonly id: RoomId; readonly name: string }
  | { readonly to: 'person'; readonly id: UserId; readonly name: string; readonly person: Person };

interface Known {
  readonly rooms: RoomViews;
  readonly openRooms: readonly OpenRoom[];
}

/** One's own rooms, those with something unread first; open rooms one is not in; people seen. */
export function destinations({ rooms, openRooms }: Known, me: Person, texts: Texts): readonly Destination[] {
  const { pinned, others } = inSections(rooms.values(), texts.locale);
  const own = [...pinned, ...others].sort((a, b) => Number(b.unread > 0) - Number(a.unread > 0));
  return [
    ...own.map((room) => ({ to: 'room', id: room.room, name: titleOf(room, me, texts), room }) as const),
    ...openRooms
      .filter((open) => !rooms.has(open.room))
      .map((open) => ({ to: 'open room', id: open.room, name: titleOf(open, null, texts) }) as const),
    ...everyoneSeen(rooms.values(), me.id, texts).map(
      (person) => ({ to: 'person', id: person.id, name: nameOf(person, texts), person }) as const,
    ),
  ];
}
