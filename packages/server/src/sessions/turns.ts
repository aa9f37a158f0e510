import type { Outlet } from '../fanout/outlet.ts';

/**
 * Work of one client that is done one piece after another, and only while the client takes what it is sent:
 * large answers wait in the store, not in memory (S9).
 */
export class Turns {
  readonly #outlet: Outlet;
  /** Bounded by the commands of one connection that may be under way. */
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  async take(work: () => Promise<void>): Promise<void> {
    if (this.#isFree) this.#isTaken = true;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await work();
      // The answer leaves at once, which shows whether the client takes more.
      this.#outlet.flush();
    } finally {
      this.#isTaken = false;
      this.proceed();
    }
  }

  /** Gives the next one its turn, if the client takes more. */
  proceed(): void {
    if (!this.#isFree) return;
    const next = this.#waiting.shift();
    this.#isTaken = next !== undefined;
    next?.();
  }

  get #isFree(): boolean {
    return !this.#isTaken && this.#outlet.isFlowing;
  }
}
