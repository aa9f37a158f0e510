import type { RoomKind, StreamEvent } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Membership } from './facts.ts';

/** One change of what is kept beside the log so that it need not be folded again. */
export type Change =
  | { readonly row: 'user'; readonly user: UserId; readonly name?: string }
  | { readonly row: 'room'; readonly room: RoomId; readonly name: string; readonly kind: RoomKind }
  | { readonly row: 'members'; readonly room: RoomId; readonly members: number }
  | { readonly row: 'member'; readonly room: RoomId; readonly user: UserId; readonly is: Membership }
  | {
      readonly row: 'marker';
      readonly room: RoomId;
      readonly user: UserId;
      readonly read: number;
      readonly readN: number;
    }
  | { readonly row: 'no_member'; readonly room: RoomId; readonly user: UserId }
  | { readonly row: 'message'; readonly room: RoomId; readonly n: number; readonly seq: number };

/**
 * What an event changes in the projections. The same for every store; applying it to all events in
 * order rebuilds the projections from nothing.
 */
export function project(event: StreamEvent): readonly Change[] {
  switch (event.type) {
    case 'room_created':
      return [
        { row: 'room', room: event.room, name: event.name, kind: event.kind },
        { row: 'members', room: event.room, members: event.members },
      ];
    case 'joined':
    case 'left':
      return [{ row: 'members', room: event.room, members: event.members }];
    case 'message':
      return [{ row: 'message', room: event.room, n: event.n, seq: event.seq }];
    case 'renamed':
    case 'unchanged':
      return [];
    case 'registered':
      return [{ row: 'user', user: event.user, ...(event.name === undefined ? {} : { name: event.name }) }];
    case 'name_changed':
      return [{ row: 'user', user: event.user, name: event.name }];
    case 'room_joined': {
      const is = { joined: event.joined, read: event.joined, readN: event.read_n };
      return [{ row: 'member', room: event.room, user: event.user, is }];
    }
    case 'room_left':
      return [{ row: 'no_member', room: event.room, user: event.user }];
    case 'read':
      return [{ row: 'marker', room: event.room, user: event.user, read: event.read, readN: event.read_n }];
  }
}
