/** Of messages, how many are dropped or doubled: from 0 to 1. */
export interface Mischief {
  readonly drops?: number;
  readonly doubles?: number;
  /** So many wait at most, and leave in any order. */
  readonly shuffles?: number;
}

/** What a bad bus does to messages on their way: those that are to go on now. */
export class MischiefMaker {
  readonly #random: () => number;
  readonly #waiting: Buffer[] = [];

  constructor(random: () => number) {
    this.#random = random;
  }

  take(message: Buffer, { drops = 0, doubles = 0, shuffles = 0 }: Mischief): Buffer[] {
    if (this.#random() < drops) return [];
    this.#waiting.push(message);
    if (this.#random() < doubles) this.#waiting.push(message);
    return this.release(shuffles);
  }

  /** Those beyond the number that may wait, by chance which ones. */
  release(waitingMax: number): Buffer[] {
    const left: Buffer[] = [];
    while (this.#waiting.length > waitingMax) {
      // What only waits its turn leaves in the order it came.
      const place = waitingMax === 0 ? 0 : Math.floor(this.#random() * this.#waiting.length);
      left.push(...this.#waiting.splice(place, 1));
    }
    return left;
  }
}
