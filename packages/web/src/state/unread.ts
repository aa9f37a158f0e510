/** Unread messages of all rooms. */
export function unreadTotal(rooms: Iterable<{ readonly unread: number }>): number {
  let total = 0;
  for (const room of rooms) total += room.unread;
  return total;
}

/** The title of the tab. */
export function titleWith(unread: number, name: string): string {
  return unread === 0 ? name : `(${shortCount(unread)}) ${name}`;
}

/** A number for a small badge. */
export function shortCount(count: number): string {
  return count > 999 ? '999+' : String(count);
}
