import { PAGE_EVENTS_MAX } from '@teahouse/protocol/limits';
import type { Handler } from '../dispatch.ts';
import { errorFrame, spliced } from '../replies.ts';

/** Stored bytes go out as they are. */
export const events: Handler<'events'> = (session, { id, room, after, limit }) =>
  session.pageOf(room, async () => {
    const { archive } = session.services;
    const page = await archive.eventsAfter(room, {
      reader: { user: session.user },
      after,
      limit: Math.min(limit ?? PAGE_EVENTS_MAX, PAGE_EVENTS_MAX),
    });
    if (!page) return session.outlet.push(errorFrame('not_a_member', { id }));
    const open = `{"type":"events","id":"${id}","room":"${room}","epoch":"${archive.epoch}","head":${page.head},"events":[`;
    const stored = page.events.map(({ bytes }) => bytes);
    await session.outlet.pushPage(spliced(open, stored, ']}'));
  });
