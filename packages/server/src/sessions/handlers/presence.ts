import type { Handler } from '../dispatch.ts';
import { errorFrame, reply } from '../replies.ts';

export const presence: Handler<'presence'> = (session, { id, room }) => {
  if (!session.mayFollow(room)) {
    session.outlet.push(errorFrame('not_a_member', { id }));
    return undefined;
  }
  session.watchPresence(room);
  session.services.presence.ask(room, (look) => {
    session.outlet.push(reply({ type: 'presence', id, room, ...look }));
  });
  return undefined;
};
