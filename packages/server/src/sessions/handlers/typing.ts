import type { Handler } from '../dispatch.ts';
import { reply } from '../replies.ts';

/** Said to a room that one is not in, it is heard by nobody; like all typing it is not answered. */
export const typing: Handler<'typing'> = (session, { room }) => {
  const feed = session.subscriptions.feed(room);
  feed?.broadcast(reply({ type: 'typing', room, users: [session.person] }), session.user);
  return undefined;
};
