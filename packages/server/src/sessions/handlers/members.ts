import { PAGE_MEMBERS_MAX } from '@teahouse/protocol/limits';
import type { Handler } from '../dispatch.ts';
import { errorFrame, reply } from '../replies.ts';

export const members: Handler<'members'> = (session, { id, room, after, limit }) =>
  session.inTurn(async () => {
    const page = await session.services.archive.members(room, {
      reader: { user: session.user },
      ...(after === undefined ? {} : { after }),
      limit: Math.min(limit ?? PAGE_MEMBERS_MAX, PAGE_MEMBERS_MAX),
    });
    if (!page) return session.outlet.push(errorFrame('not_a_member', { id }));
    session.outlet.push(reply({ type: 'members', id, room, ...page }));
  });
