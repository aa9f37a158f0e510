import { ROOM_ID_PATTERN, type RoomId } from '@teahouse/protocol/ids';

/** What can stand open beside a conversation. */
export const PANELS = ['members', 'details', 'files'] as const;
export type Panel = (typeof PANELS)[number];

export interface RoomRoute {
  readonly at: 'room';
  readonly room: RoomId;
  /** The message to be shown with its surroundings. Without one it is where the reader was, or the newest. */
  readonly seq?: number;
  readonly panel?: Panel;
}

/** Where the reader is: at the list of rooms, or in a room. */
export type Route = { readonly at: 'rooms' } | RoomRoute;

/** `#/room/ROOM`, `#/room/ROOM/SEQ`, and after either `?panel=PANEL`. */
const ROOM_ADDRESS = /^#\/room\/([^/?]+)(?:\/([1-9]\d{0,9}))?(?:\?panel=(\w+))?$/;

/** What is no address of a room leads to the list. */
export function routeOf(hash: string): Route {
  const [, room = '', seq, named] = ROOM_ADDRESS.exec(hash) ?? [];
  if (!ROOM_ID_PATTERN.test(room)) return { at: 'rooms' };
  const panel = PANELS.find((one) => one === named);
  return {
    at: 'room',
    room: room as RoomId,
    ...(seq === undefined ? {} : { seq: Number(seq) }),
    ...(panel && { panel }),
  };
}

export function hashOf(route: Route): string {
  if (route.at === 'rooms') return '#/';
  const { room, seq, panel } = route;
  return `#/room/${room}${seq === undefined ? '' : `/${seq}`}${panel ? `?panel=${panel}` : ''}`;
}

/** What lies behind: behind a panel its room, behind a room the list. */
export function upFrom(route: Route): Route {
  if (route.at === 'rooms' || !route.panel) return { at: 'rooms' };
  const { panel: _, ...room } = route;
  return room;
}
