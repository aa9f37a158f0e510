import type { ClientFrame } from '@teahouse/protocol/client-frames';
import type { Message } from '@teahouse/protocol/events';
import type { RoomId } from '@teahouse/protocol/ids';
import type { FakeSession } from './fake-server.ts';

/** A page of messages: the newest, those before a seq, or on from a seq or a time. */
export function historyPage(session: FakeSession, frame: ClientFrame<'history'>) {
  const { id, room, before = Number.POSITIVE_INFINITY, after = 0, at = 0, limit = 50 } = frame;
  const all = messagesOf(session, room).filter((message) => {
    return message.seq < before && message.seq > after && message.at >= at;
  });
  const isForward = frame.after !== undefined || frame.at !== undefined;
  const messages = isForward ? all.slice(0, limit) : all.slice(-limit);
  const head = session.server.store.events(room).length;
  return { type: 'page', id, room, messages, head, more: all.length > messages.length } as const;
}

/** One room at a time, so that a client has to go on asking. */
export function roomsPage(session: FakeSession, { id, after }: ClientFrame<'rooms'>) {
  const open = session.server.store.openRooms;
  const from = after === undefined ? 0 : open.findIndex(({ room }) => room === after) + 1;
  return { type: 'rooms', id, rooms: open.slice(from, from + 1), more: from + 1 < open.length } as const;
}

export function membersPage(session: FakeSession, { id, room, after, limit = 100 }: ClientFrame<'members'>) {
  const all = session.server.store.members(room);
  const rest = all.slice(all.findIndex((person) => person.id === after) + 1);
  const members = rest.slice(0, limit);
  return { type: 'members', id, room, members, more: rest.length > members.length } as const;
}

export function filesPage(session: FakeSession, frame: ClientFrame<'files'>) {
  const { id, room, before = Number.POSITIVE_INFINITY, limit = 100 } = frame;
  const all = messagesOf(session, room)
    .filter(({ seq, attachment }) => attachment && seq < before)
    .reverse();
  const files = all.slice(0, limit);
  return { type: 'files', id, room, files, more: all.length > files.length } as const;
}

function messagesOf(session: FakeSession, room: RoomId): Message[] {
  return session.server.store.events(room).filter((event) => event.type === 'message');
}
