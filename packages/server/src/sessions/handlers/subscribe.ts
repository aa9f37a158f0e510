import type { Handler } from '../dispatch.ts';
import { errorFrame, okFrame } from '../replies.ts';

export const subscribe: Handler<'subscribe'> = async (session, { id, room, position }) => {
  if (!session.mayFollow(room)) {
    session.outlet.push(errorFrame('not_a_member', { id }));
    return;
  }
  using _ = position && session.subscriptions.announce(room);
  const { head } = await session.services.feeds.open(room);
  // The room may have been left meanwhile.
  if (!session.mayFollow(room)) {
    session.outlet.push(errorFrame('not_a_member', { id }));
    return;
  }
  session.outlet.push(okFrame(id, { seq: head.seq }));
  session.subscriptions.show(room, position ? { position } : { after: head.seq });
};
