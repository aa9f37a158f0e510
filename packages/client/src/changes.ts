/** Tells listeners that something changed, once for all that changed in the same turn. */
export class Changes {
  readonly #listeners = new Set<() => void>();
  #isScheduled = false;

  /** Returns the way to stop listening. */
  listen(listener: () => void): () => void {
    // Wrapped, so that the same function listened with twice is two listeners.
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** Resolves after the next change. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.listen(() => {
        stop();
        resolve();
      });
    });
  }

  notify(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
