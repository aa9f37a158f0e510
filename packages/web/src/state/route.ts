import { ROOM_ID_PATTERN, type RoomId } from '@teahouse/protocol/ids';

/** Where the reader is: at the list of rooms, or in a room. */
export type Route = { readonly at: 'rooms' } | { readonly at: 'room'; readonly room: RoomId };

const ROOM_PREFIX = '#/room/';

/** What is no address of a room leads to the list. */
export function routeOf(hash: string): Route {
  const name = hash.startsWith(ROOM_PREFIX) ? hash.slice(ROOM_PREFIX.length) : '';
  return ROOM_ID_PATTERN.test(name) ? { at: 'room', room: name as RoomId } : { at: 'rooms' };
}

export function hashOf(route: Route): string {
  return route.at === 'room' ? ROOM_PREFIX + route.room : '#/';
}
