/**
 * Chance that can be replayed: the same seed gives the same numbers (the generator sfc32, which is small,
 * fast and passes the usual batteries of tests).
 */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
    this.#a = 0x9e3779b9;
    this.#b = seed | 0;
    this.#c = Math.floor(seed / 2 ** 32) | 0;
    // Seeds that lie close together differ in few bits; a few rounds spread them over all.
    for (let round = 0; round < 12; round++) this.#next();
  }

  /** Chance of its own, which depends on the same seed and takes nothing from this one. */
  branch(number: number): Chance {
    return new Chance(this.#seed ^ Math.imul(number + 1, 0x85ebca6b));
  }

  /** Evenly spread from 0 to, but not including, 1. */
  fraction(): number {
    return this.#next() / 2 ** 32;
  }

  /** A whole number from 0 to, but not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new RangeError('there is nothing to pick from');
    return items[this.below(items.length)] as Item;
  }

  /** Like `crypto.getRandomValues`, for whatever makes ids and tokens. */
  readonly bytes = (sizeBytes: number): Uint8Array => {
    const bytes = new Uint8Array(sizeBytes);
    for (let index = 0; index < sizeBytes; index++) bytes[index] = this.#next();
    return bytes;
  };

  #next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }
}
