import type { ClientFrame, ClientFrameType } from '@teahouse/protocol/client-frames';
import type { CommandId } from '@teahouse/protocol/ids';
import type { ActiveSession, Allowance } from './active-session.ts';
import { createRoom } from './handlers/create-room.ts';
import { events } from './handlers/events.ts';
import { files } from './handlers/files.ts';
import { hello } from './handlers/hello.ts';
import { history } from './handlers/history.ts';
import { members } from './handlers/members.ts';
import { presence } from './handlers/presence.ts';
import { rooms } from './handlers/rooms.ts';
import { store } from './handlers/store.ts';
import { subscribe } from './handlers/subscribe.ts';
import { typing } from './handlers/typing.ts';
import { errorFrame } from './replies.ts';

/** Carries a frame out. A promise, if it gives one, is the command under way; if it rejects, the client is told. */
export type Handler<Type extends ClientFrameType> = (
  session: ActiveSession,
  frame: ClientFrame<Type>,
) => Promise<void> | undefined;

interface Row<Type extends ClientFrameType> {
  /** Which of the session's allowances it is taken from. */
  readonly allowance: Allowance;
  readonly handle: Handler<Type>;
}

/** Every frame there is. One without a row is a compile error. */
const ROWS: { readonly [Type in ClientFrameType]: Row<Type> } = {
  hello: { allowance: 'reads', handle: hello },
  send: {
    allowance: 'writes',
    handle: store<'send'>(({ room, text, mentions }) => ({ type: 'send', room, text, mentions })),
  },
  create_room: { allowance: 'writes', handle: createRoom },
  join: { allowance: 'writes', handle: store<'join'>(({ room }) => ({ type: 'join', room })) },
  leave: { allowance: 'writes', handle: store<'leave'>(({ room }) => ({ type: 'leave', room })) },
  read: { allowance: 'writes', handle: store<'read'>(({ room, seq }) => ({ type: 'read', room, seq })) },
  rename: { allowance: 'writes', handle: store<'rename'>(({ name }) => ({ type: 'rename', name })) },
  arrange: {
    allowance: 'writes',
    handle: store<'arrange'>(({ room, pinned, notify, place }) => ({
      type: 'arrange',
      room,
      pinned,
      notify,
      place,
    })),
  },
  history: { allowance: 'reads', handle: history },
  events: { allowance: 'reads', handle: events },
  subscribe: { allowance: 'reads', handle: subscribe },
  typing: { allowance: 'typing', handle: typing },
  presence: { allowance: 'reads', handle: presence },
  rooms: { allowance: 'reads', handle: rooms },
  members: { allowance: 'reads', handle: members },
  files: { allowance: 'reads', handle: files },
};

export function dispatch<Type extends ClientFrameType>(
  session: ActiveSession,
  frame: ClientFrame<Type>,
): Promise<void> | undefined {
  const { allowance, handle }: Row<Type> = ROWS[frame.type];
  const retryAfterMs = session.spend(allowance);
  if (retryAfterMs === 0) return handle(session, frame);
  const id = idOf(frame as ClientFrame);
  if (id !== undefined) session.outlet.push(errorFrame('rate_limited', { id, retryAfterMs }));
  return undefined;
}

/** The id that an answer to a frame bears; hello and typing are not answered by id. */
export function idOf(frame: ClientFrame): CommandId | undefined {
  return 'id' in frame ? frame.id : undefined;
}
