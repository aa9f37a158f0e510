import { PAGE_FILES_MAX } from '@teahouse/protocol/limits';
import type { Handler } from '../dispatch.ts';
import { errorFrame, spliced } from '../replies.ts';

export const files: Handler<'files'> = (session, { id, room, before, limit }) =>
  session.pageOf(room, async () => {
    const page = await session.services.archive.files(room, {
      reader: { user: session.user },
      ...(before === undefined ? {} : { before }),
      limit: Math.min(limit ?? PAGE_FILES_MAX, PAGE_FILES_MAX),
    });
    if (!page) return session.outlet.push(errorFrame('not_a_member', { id }));
    const open = `{"type":"files","id":"${id}","room":"${room}","more":${page.more},"files":[`;
    await session.outlet.pushPage(spliced(open, [page.json], ']}'));
  });
