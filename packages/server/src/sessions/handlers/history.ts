import { PAGE_MESSAGES_MAX } from '@teahouse/protocol/limits';
import type { Handler } from '../dispatch.ts';
import { errorFrame, spliced } from '../replies.ts';

/** Messages when no limit is given. */
const USUAL_LIMIT = 50;

export const history: Handler<'history'> = (session, { id, room, before, after, at, limit }) =>
  session.pageOf(room, async () => {
    const page = await session.services.archive.messages(room, {
      reader: { user: session.user },
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(at === undefined ? {} : { at }),
      limit: Math.min(limit ?? USUAL_LIMIT, PAGE_MESSAGES_MAX),
    });
    if (!page) return session.outlet.push(errorFrame('not_a_member', { id }));
    const { head, more, json } = page;
    const open = `{"type":"page","id":"${id}","room":"${room}","head":${head},"more":${more},"messages":[`;
    await session.outlet.pushPage(spliced(open, [json], ']}'));
  });
