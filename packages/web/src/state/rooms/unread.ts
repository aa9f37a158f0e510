import type { Notify } from '@teahouse/protocol/arrangement';

/** What decides how much a room asks for. */
interface Asking {
  readonly unread: number;
  readonly mentions: number;
  readonly kind: string;
  readonly notify: Notify;
}

/** What waits for this person in all rooms that are not muted. */
export interface Waiting {
  readonly unread: number;
  /** Some of it is meant for this person alone: a mention, or something said in a room of two. */
  readonly isPersonal: boolean;
}

export function waitingIn(rooms: Iterable<Asking>): Waiting {
  let unread = 0;
  let isPersonal = false;
  for (const room of rooms) {
    if (room.notify === 'nothing') continue;
    unread += room.unread;
    isPersonal ||= room.mentions > 0 || (room.kind === 'direct' && room.unread > 0);
  }
  return { unread, isPersonal };
}

/** The title of the tab. */
export function titleWith(unread: number, name: string): string {
  return unread === 0 ? name : `(${shortCount(unread)}) ${name}`;
}

/** A number for a small badge. */
export function shortCount(count: number): string {
  return count > 999 ? '999+' : String(count);
}
