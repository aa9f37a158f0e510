import type { RoomEvent, RoomKind, UserEvent } from '@teahouse/protocol/events';
import type { CommandId, RoomId, UserId } from '@teahouse/protocol/ids';
import type { Membership } from './facts.ts';
import { entrance } from './own-room.ts';

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
export interface JoinedRoom extends Membership {
  readonly name: string;
  readonly kind: RoomKind;
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
      const entered = { name, kind, ...entrance(joined, readN) };
      return { ...next, rooms: new Map(state.rooms).set(event.room, entered) };
    }
    case 'room_left': {
      const rooms = new Map(state.rooms);
      rooms.delete(event.room);
      return { ...next, rooms };
    }
    case 'read': {
      const { read, read_n: readN, mentions } = event;
      return { ...next, rooms: changed(state, event.room, () => ({ read, readN, mentions })) };
    }
    case 'mentioned':
      return { ...next, rooms: changed(state, event.room, ({ mentions }) => ({ mentions: mentions + 1 })) };
    case 'room_arranged': {
      const { pinned, notify, place } = event;
      return { ...next, rooms: changed(state, event.room, () => ({ pinned, notify, place })) };
    }
  }
}

/** The rooms with one of them changed, if this person is in it. */
function changed(
  { rooms }: UserState,
  id: RoomId,
  change: (room: JoinedRoom) => Partial<JoinedRoom>,
): UserState['rooms'] {
  const room = rooms.get(id);
  return room ? new Map(rooms).set(id, { ...room, ...change(room) }) : rooms;
}

/** Where an event stands to a copy: applied before, the next one, or with something missing in between. */
export function place(copySeq: number, eventSeq: number): 'repeat' | 'next' | 'hole' {
  if (eventSeq <= copySeq) return 'repeat';
  return eventSeq === copySeq + 1 ? 'next' : 'hole';
}
