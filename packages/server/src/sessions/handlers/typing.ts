import type { Handler } from '../dispatch.ts';
import { encodeWord, showTyping } from '../words.ts';

/** Said to a room that one is not in, it is heard by nobody; like all typing it is not answered. */
export const typing: Handler<'typing'> = ({ subscriptions, services, person }, { room }) => {
  const feed = subscriptions.feed(room);
  if (!feed) return undefined;
  showTyping(feed, person);
  services.feeds.pass(room, encodeWord({ kind: 'typing', person }));
  return undefined;
};
