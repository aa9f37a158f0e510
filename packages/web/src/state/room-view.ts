import type { RoomCopy } from '@teahouse/client/room-copy';
import type { RoomId } from '@teahouse/protocol/ids';
import { kept } from './kept.ts';
import type { Wishes } from './rooms/wishes.ts';

/** A room as it was at the last drawing. A `RoomCopy` is always as of now, and does not show that it changed. */
export type RoomView = Pick<RoomCopy, keyof RoomCopy>;
export type RoomViews = ReadonlyMap<RoomId, RoomView>;

/** Views of all rooms. A view stays the same object while its room does, and so does the whole. */
export function viewsOf(
  before: RoomViews,
  rooms: ReadonlyMap<RoomId, RoomCopy>,
  wishes: Pick<Wishes, 'for'>,
): RoomViews {
  const views = new Map<RoomId, RoomView>();
  for (const [id, room] of rooms) {
    const earlier = before.get(id);
    const view = { ...viewOf(room, earlier), ...wishes.for(id) };
    views.set(id, earlier ? kept(earlier, view) : view);
  }
  const isUnchanged = views.size === before.size && [...views].every(([id, view]) => before.get(id) === view);
  return isUnchanged ? before : views;
}

/** Lists that are made anew at each look are kept if they hold the same. */
function viewOf(room: RoomCopy, before: RoomView | undefined): RoomView {
  return {
    room: room.room,
    name: room.name,
    kind: room.kind,
    members: room.members,
    unread: room.unread,
    mentions: room.mentions,
    pinned: room.pinned,
    notify: room.notify,
    place: room.place,
    read: room.read,
    head: room.head,
    messages: room.messages,
    timeline: room.timeline,
    pending: kept(before?.pending ?? [], room.pending),
    hasOlder: room.hasOlder,
    hasNewer: room.hasNewer,
    latest: room.latest,
    typing: kept(before?.typing ?? [], room.typing),
    presence: room.presence,
  };
}
