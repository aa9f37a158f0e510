import type { Arrangement } from '@teahouse/protocol/arrangement';
import type { Message, RoomKind, StreamEvent } from '@teahouse/protocol/events';
import type { RoomId, UserId } from '@teahouse/protocol/ids';
import type { Membership } from './facts.ts';
import { entrance } from './own-room.ts';

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
      /** Those after it; the mentions up to it are read. */
      readonly mentions: number;
    }
  | { readonly row: 'mention'; readonly room: RoomId; readonly user: UserId; readonly message: number }
  | { readonly row: 'arrangement'; readonly room: RoomId; readonly user: UserId; readonly is: Arrangement }
  | { readonly row: 'no_member'; readonly room: RoomId; readonly user: UserId }
  | { readonly row: 'message'; readonly room: RoomId; readonly n: number; readonly seq: number }
  /** A message that came with a file. */
  | { readonly row: 'file'; readonly room: RoomId; readonly seq: number };

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
      return messageRows(event);
    case 'renamed':
    case 'unchanged':
      return [];
    case 'registered':
      return [{ row: 'user', user: event.user, ...(event.name === undefined ? {} : { name: event.name }) }];
    case 'name_changed':
      return [{ row: 'user', user: event.user, name: event.name }];
    case 'room_joined': {
      const is = entrance(event.joined, event.read_n);
      return [{ row: 'member', room: event.room, user: event.user, is }];
    }
    case 'room_left':
      return [{ row: 'no_member', room: event.room, user: event.user }];
    case 'read': {
      const { room, user, read, read_n: readN, mentions } = event;
      return [{ row: 'marker', room, user, read, readN, mentions }];
    }
    case 'mentioned':
      return [{ row: 'mention', room: event.room, user: event.user, message: event.message }];
    case 'room_arranged': {
      const { room, user, pinned, notify, place } = event;
      return [{ row: 'arrangement', room, user, is: { pinned, notify, place } }];
    }
  }
}

function messageRows({ room, n, seq, attachment }: Message): readonly Change[] {
  const message: Change = { row: 'message', room, n, seq };
  return attachment ? [message, { row: 'file', room, seq }] : [message];
}
