import type { Clockwork } from './clockwork.ts';
import { Line } from './cores.ts';

/** Rows of streams that transactions lock, each transaction in the same order, one row after the other. */
export class RoomLocks {
  /** How long each transaction waited for all that it locked. */
  readonly waitsMicros: number[] = [];
  readonly #clockwork: Clockwork;
  readonly #taken = new Map<number, Line<() => void>>();

  constructor(clockwork: Clockwork) {
    this.#clockwork = clockwork;
  }

  take(rooms: readonly number[], then: () => void): void {
    const sinceMicros = this.#clockwork.nowMicros;
    this.#takeFrom(rooms, 0, () => {
      this.waitsMicros.push(this.#clockwork.nowMicros - sinceMicros);
      then();
    });
  }

  free(rooms: readonly number[]): void {
    for (const room of rooms) {
      const next = this.#taken.get(room)?.shift();
      if (next) next();
      else this.#taken.delete(room);
    }
  }

  #takeFrom(rooms: readonly number[], first: number, then: () => void): void {
    for (let place = first; place < rooms.length; place++) {
      const room = rooms[place] as number;
      const others = this.#taken.get(room);
      if (others) {
        others.push(() => this.#takeFrom(rooms, place + 1, then));
        return;
      }
      this.#taken.set(room, new Line());
    }
    then();
  }
}
