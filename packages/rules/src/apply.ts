import type { RoomEvent, RoomKind, UserEvent } from '@teahouse/protocol/events';
import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';

/** A room as its log makes it, without its messages. `seq` and `id` are those of the last event applied. */
export interface RoomState {
  readonly room: RoomId;
  readonly name: string;
  readonly kind: RoomKind;
  readonly members: number;
  readonly n: number;
  readonly seq: number;
  readonly id: CommandId | '';
}

/** A room this person is in, as their own stream tells it. */
export interface JoinedRoom {
  readonly name: string;
  readonly kind: RoomKind;
  readonly joined: number;
  readonly read: number;
  readonly readN: number;
}

/** A person as their own stream makes them. */
export interface UserState {
  readonly user: UserId;
  readonly name?: string;
  readonly rooms: ReadonlyMap<RoomId, JoinedRoom>;
  readonly seq: number;
  readonly id: CommandId | '';
}

/**
 * Folds the next event of a room. The caller has seen to it that `event.seq` is `state.seq + 1`
 * (`place` below); the fold of all events equals a fresh look (SYNC-4).
 */
export function applyToRoom(state: RoomState, event: RoomEvent): RoomState {
  const next = { ...state, seq: event.seq, id: event.id, n: event.n };
  switch (event.type) {
    case 'room_created':
      return { ...next, name: event.name, kind: event.kind, members: event.members };
    case 'joined':
    case 'left':
      return { ...next, members: event.members };
    case 'renamed':
    case 'message':
      return next;
  }
}

/** Folds the next event of a person's own stream. */
export function applyToUser(state: UserState, event: UserEvent): UserState {
  const next = { ...state, seq: event.seq, id: event.id };
  switch (event.type) {
    case 'unchanged':
      return next;
    case 'registered':
      return event.name === undefined ? next : { ...next, name: event.name };
    case 'name_changed':
      return { ...next, name: event.name };
    case 'room_joined': {
      const { name, kind, joined, read_n: readN } = event;
      return {
        ...next,
        rooms: new Map(state.rooms).set(event.room, { name, kind, joined, read: joined, readN }),
      };
    }
    case 'room_left': {
      const rooms = new Map(state.rooms);
      rooms.delete(event.room);
      return { ...next, rooms };
    }
    case 'read': {
      const room = state.rooms.get(event.room);
      if (!room) return next;
      const moved = { ...room, read: event.read, readN: event.read_n };
      return { ...next, rooms: new Map(state.rooms).set(event.room, moved) };
    }
  }
}

/** Where an event stands to a copy: applied before, the next one, or with something missing in between. */
export function place(copySeq: number, eventSeq: number): 'repeat' | 'next' | 'hole' {
  if (eventSeq <= copySeq) return 'repeat';
  return eventSeq === copySeq + 1 ? 'next' : 'hole';
}
