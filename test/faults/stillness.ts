const LOOK_EVERY_MS = 20;

/** Watches how long a count stands still at most. */
export class Stillness implements Disposable {
  readonly #count: () => number;
  readonly #nowMs: () => number;
  readonly #timer: NodeJS.Timeout;
  #last: number;
  #sinceMs: number;
  #longestMs = 0;

  constructor(count: () => number, nowMs: () => number) {
    this.#count = count;
    this.#nowMs = nowMs;
    this.#last = count();
    this.#sinceMs = nowMs();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  get longestMs(): number {
    this.#look();
    return this.#longestMs;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const count = this.#count();
    const nowMs = this.#nowMs();
    this.#longestMs = Math.max(this.#longestMs, nowMs - this.#sinceMs);
    if (count === this.#last) return;
    this.#last = count;
    this.#sinceMs = nowMs;
  }
}
