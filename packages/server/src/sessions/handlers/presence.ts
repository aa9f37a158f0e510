import type { Handler } from '../dispatch.ts';
import { errorFrame, reply } from '../replies.ts';

export const presence: Handler<'presence'> = (session, { id, room }) => {
  if (!session.mayFollow(room)) {
    session.outlet.push(errorFrame('not_a_member', { id }));
    return undefined;
  }
  session.watchPresence(room);
  session.services.presence.ask(room, (look) => {
    // The room may have been left meanwhile.
    const isThere = session.mayFollow(room);
    session.outlet.push(
      isThere ? reply({ type: 'presence', id, room, ...look }) : errorFrame('not_a_member', { id }),
    );
  });
  return undefined;
};
