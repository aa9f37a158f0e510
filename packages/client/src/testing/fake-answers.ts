import type { ClientFrame } from '@teahouse/protocol/client-frames';
import { ERRORS, type ErrorCode } from '@teahouse/protocol/errors';
import type { CommandId, RoomId } from '@teahouse/protocol/ids';
import type { ServerFrame } from '@teahouse/protocol/server-frames';
import type { Command } from '@teahouse/rules/command';
import { filesPage, historyPage, membersPage, roomsPage } from './fake-pages.ts';
import type { FakeSession } from './fake-server.ts';

type Question = Exclude<ClientFrame, ClientFrame<'hello' | 'typing'>>;
type Query = ClientFrame<'history' | 'events' | 'subscribe' | 'rooms' | 'presence' | 'members' | 'files'>;

export function refusal(id: CommandId, code: ErrorCode, retryAfterMs?: number): ServerFrame<'error'> {
  const after = retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs };
  return { type: 'error', id, code, message: ERRORS[code].message, retry: ERRORS[code].retry, ...after };
}

/** Answers anything that is not a hello. */
export function answer(session: FakeSession, frame: Question): void {
  switch (frame.type) {
    case 'history':
    case 'events':
    case 'subscribe':
    case 'rooms':
    case 'presence':
    case 'members':
    case 'files':
      return answerQuery(session, frame);
    case 'create_room': {
      const room = `r_${frame.id.slice(2)}` as RoomId;
      return execute(session, { ...frame, room, author: session.user, members: frame.members ?? [] });
    }
    default:
      return execute(session, { ...frame, author: session.user });
  }
}

function execute(session: FakeSession, command: Command): void {
  const outcome = session.server.store.commit(command);
  if (!outcome.ok) return session.push(refusal(command.id, outcome.code as ErrorCode));
  const { seq, room } = outcome;
  session.push({
    type: 'ok',
    id: command.id,
    ...(seq === undefined ? {} : { seq }),
    ...(room === undefined ? {} : { room }),
  });
}

function answerQuery(session: FakeSession, frame: Query): void {
  const { id } = frame;
  switch (frame.type) {
    case 'history':
      return session.push(historyPage(session, frame));
    case 'events': {
      const { pageMax, store } = session.server;
      const all = store.events(frame.room);
      const events = all.slice(frame.after, frame.after + Math.min(pageMax, frame.limit ?? pageMax));
      return session.push({
        type: 'events',
        id,
        room: frame.room,
        epoch: store.epoch,
        events,
        head: all.length,
      });
    }
    case 'subscribe': {
      const { epoch, events } = {
        epoch: session.server.store.epoch,
        events: session.server.store.events(frame.room),
      };
      session.push({ type: 'ok', id, seq: events.length });
      const last = { epoch, seq: events.length, id: events.at(-1)?.id ?? '' } as const;
      return session.show(frame.room, frame.position ?? last);
    }
    case 'rooms':
      return session.push(roomsPage(session, frame));
    case 'members':
      return session.push(membersPage(session, frame));
    case 'files':
      return session.push(filesPage(session, frame));
    case 'presence': {
      const here = [{ id: session.user }];
      return session.push({ type: 'presence', id, room: frame.room, count: here.length, here });
    }
  }
}
