const FIRST = 'teahouse first tab';
const SHOWN = 'teahouse shows ';

/**
 * The open tabs of one person, known to each other by locks. The browser itself lets go of a lock when its tab
 * ends, in whatever way, so nobody has to say goodbye. Without locks (plain HTTP) each tab is alone.
 */
export class Tabs implements Disposable {
  readonly #locks: LockManager | undefined = navigator.locks;
  readonly #end = new AbortController();
  #isFirst = this.#locks === undefined;
  #letGo: () => void = () => {};
  #shown: string | null = null;

  constructor() {
    void this.#hold(FIRST, 'exclusive', this.#end.signal, () => {
      this.#isFirst = true;
    });
  }

  /** Of all tabs one is first. When it ends another one is. */
  get isFirst(): boolean {
    return this.#isFirst;
  }

  /** This tab has something in front of the person, or nothing. */
  show(thing: string | null): void {
    if (thing === this.#shown) return;
    this.#shown = thing;
    this.#letGo();
    this.#letGo = () => {};
    if (thing === null) return;
    const shown = new AbortController();
    this.#letGo = () => shown.abort();
    void this.#hold(SHOWN + thing, 'shared', shown.signal);
  }

  /** Whether any tab has it in front of the person. */
  async isShown(thing: string): Promise<boolean> {
    if (thing === this.#shown) return true;
    const held = (await this.#locks?.query())?.held ?? [];
    return held.some(({ name }) => name === SHOWN + thing);
  }

  [Symbol.dispose](): void {
    this.show(null);
    this.#end.abort();
  }

  /** Waits for a lock and keeps it until the signal. */
  async #hold(name: string, mode: LockMode, signal: AbortSignal, held?: () => void): Promise<void> {
    const kept = () => {
      held?.();
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    await this.#locks?.request(name, { mode, signal }, kept).catch(() => {});
  }
}
