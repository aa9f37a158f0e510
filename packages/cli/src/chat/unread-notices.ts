import type { RoomCopy } from '@teahouse/client/room-copy';
import type { RoomId } from '@teahouse/protocol/ids';
import { titleOf } from './names.ts';
import type { Texts } from './texts/texts.ts';

/** Tells once of each room that is not looked at when something is said there. */
export class UnreadNotices {
  readonly #texts: Texts;
  readonly #tell: (text: string) => void;
  readonly #told = new Set<RoomId>();

  constructor(texts: Texts, tell: (text: string) => void) {
    this.#texts = texts;
    this.#tell = tell;
  }

  update(rooms: Iterable<RoomCopy>, current: RoomId | null): void {
    for (const room of rooms) {
      if (room.room === current || room.unread === 0) this.#told.delete(room.room);
      else if (!this.#told.has(room.room)) {
        this.#told.add(room.room);
        this.#tell(this.#texts.unread(titleOf(room, this.#texts), room.unread));
      }
    }
  }
}
