import { LOBBY, ROOM_ID_PATTERN, type RoomId } from '@teahouse/protocol/ids';
import { PAGE_MESSAGES_MAX } from '@teahouse/protocol/limits';
import { normalName } from '@teahouse/protocol/text';
import type { PlainOptions } from '../sessions/plain-session.ts';

/** What an upgrade asks for by its address. */
export type Target = { readonly mode: 'json' } | ({ readonly mode: 'plain' } & PlainOptions);

/** Null for an address where no WebSocket is. A name that cannot be one counts as none. */
export function targetOf(address: string): Target | null {
  const url = URL.parse(address, 'http://server');
  if (url === null) return null;
  if (url.pathname === '/ws') return { mode: 'json' };
  const room = plainRoom(url.pathname);
  if (room === null) return null;
  const name = normalName(url.searchParams.get('name') ?? '');
  const asked = Number(url.searchParams.get('history') ?? 0);
  const history = Number.isInteger(asked) && asked > 0 ? Math.min(asked, PAGE_MESSAGES_MAX) : 0;
  return { mode: 'plain', room, history, ...(name === null ? {} : { name }) };
}

function plainRoom(pathname: string): RoomId | null {
  if (pathname === '/') return LOBBY;
  const room = /^\/plain\/([^/]+)$/.exec(pathname)?.[1] ?? '';
  return ROOM_ID_PATTERN.test(room) ? (room as RoomId) : null;
}
