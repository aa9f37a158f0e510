import { type ReadonlySignal, signal } from '@preact/signals';

/** The part of the address bar that belongs to the page, so that links, reloading and going back work. */
export class Hash {
  readonly current: ReadonlySignal<string>;
  readonly #window: Window;

  /** Without one the page begins at `first`. It is put in place, so that going back leaves the page. */
  constructor(window: Window, first: string) {
    this.#window = window;
    if (window.location.hash === '') window.history.replaceState(null, '', first);
    const current = signal(window.location.hash);
    this.current = current;
    window.addEventListener('hashchange', () => {
      current.value = window.location.hash;
    });
  }

  go(hash: string): void {
    this.#window.location.hash = hash;
  }
}
