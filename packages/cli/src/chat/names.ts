import type { RoomCopy } from '@teahouse/client/room-copy';
import { LOBBY } from '@teahouse/protocol/ids';
import type { Person } from '@teahouse/protocol/server-frames';
import type { Texts } from './texts/texts.ts';
import { visibleName } from './visible.ts';

/** What to call someone. Those without a name are told apart by a piece of their id. */
export function nameOf({ id, name }: Person, texts: Texts): string {
  return name === undefined ? `${texts.guest} ${id.slice(2, 6)}` : visibleName(name);
}

/** What to call a room: the lobby in the reader's language. */
export function titleOf({ room, name }: Pick<RoomCopy, 'room' | 'name'>, texts: Texts): string {
  return room === LOBBY && name === LOBBY ? texts.lobby : visibleName(name);
}
