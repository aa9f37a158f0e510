import { ROOM_ID_PATTERN, type RoomId } from '@teahouse/protocol/ids';
import type { Texts } from '../../text/texts.ts';
import { folded } from '../name-match.ts';
import { titleOf } from '../people.ts';

interface Named {
  readonly room: RoomId;
  readonly name: string;
}

/** `[name](#/room/ROOM)`, as the list of rooms puts it in, or the address alone. */
const LINK = /#\/room\/([\w]+)/;

/** Which room somebody means by an address, or by a name as it is shown. */
export function roomMeant(words: string, rooms: readonly Named[], texts: Texts): RoomId | null {
  const linked = LINK.exec(words)?.[1] ?? '';
  if (ROOM_ID_PATTERN.test(linked)) return linked as RoomId;
  const name = folded(words.replace(/^#/, '').trim());
  return rooms.find((room) => folded(titleOf(room, null, texts)) === name)?.room ?? null;
}
