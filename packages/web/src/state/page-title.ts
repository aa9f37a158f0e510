import type { Page } from './context.ts';
import { titleOf } from './people.ts';
import { titleWith } from './rooms/unread.ts';

/** What the tab and the history call the page: what waits, where the reader is, and the house. */
export function pageTitle({ entrance, address, language }: Page, unread: number): string {
  const texts = language.texts.value;
  const visitor = entrance.visitor.value;
  const route = address.route.value;
  if (visitor.state !== 'inside' || route.at !== 'room') return titleWith(unread, texts.app);
  const { rooms, me } = visitor.chat;
  const room = rooms.get(route.room);
  return titleWith(unread, room ? `${titleOf(room, me, texts)} · ${texts.app}` : texts.app);
}
