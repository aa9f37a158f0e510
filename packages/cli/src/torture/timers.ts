/** Timers of one client, by chance around an average, stopped together. */
export class Timers {
  readonly #random: () => number;
  readonly #running = new Set<NodeJS.Timeout>();
  #isStopped = false;

  constructor(random: () => number) {
    this.#random = random;
  }

  every(averageMs: number, act: () => void): void {
    if (averageMs === Number.POSITIVE_INFINITY) return;
    this.once(this.#random() * 2 * averageMs, () => {
      act();
      this.every(averageMs, act);
    });
  }

  once(afterMs: number, act: () => void): void {
    if (this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      act();
    }, afterMs);
    this.#running.add(timer);
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
