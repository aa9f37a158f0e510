import { signal } from '@preact/signals';

/** Something heavy that is fetched when it is first needed. After a failure it is fetched at the next need. */
export class Late<Value> {
  readonly #value = signal<Value | null>(null);
  readonly #fetch: () => Promise<Value>;
  #isUnderWay = false;

  constructor(fetch: () => Promise<Value>) {
    this.#fetch = fetch;
  }

  /** Null until it is there. Whoever reads it while drawing is drawn again then. */
  get value(): Value | null {
    return this.#value.value;
  }

  /** Call it as often as there is a need. */
  async need(): Promise<void> {
    if (this.#isUnderWay || this.#value.peek() !== null) return;
    this.#isUnderWay = true;
    try {
      this.#value.value = await this.#fetch();
    } catch {
      // Offline, or the server has a newer build: what it would have added is missing until the next need.
      return;
    } finally {
      this.#isUnderWay = false;
    }
  }
}
