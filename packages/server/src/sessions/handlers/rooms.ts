import { PAGE_ROOMS_MAX } from '@teahouse/protocol/limits';
import type { Handler } from '../dispatch.ts';
import { reply } from '../replies.ts';

export const rooms: Handler<'rooms'> = (session, { id, after, limit }) =>
  session.inTurn(async () => {
    const page = await session.services.archive.openRooms({
      ...(after === undefined ? {} : { after }),
      limit: Math.min(limit ?? PAGE_ROOMS_MAX, PAGE_ROOMS_MAX),
    });
    session.outlet.push(reply({ type: 'rooms', id, ...page }));
  });
