import { type ReadonlySignal, signal } from '@preact/signals';

/** What the history remembers with each place of the page. */
interface Remembered {
  /** Where the reader came from, if that was this page. */
  readonly from: string | null;
}

/** The part of the address bar that belongs to the page, so that links, reloading and going back work. */
export class Hash {
  readonly current: ReadonlySignal<string>;
  readonly #window: Window;
  readonly #look: () => void;

  /** Without one the page begins at `first`. It is put in place, so that going back leaves the page. */
  constructor(window: Window, first: string) {
    this.#window = window;
    const arrived: Remembered = window.history.state ?? { from: null };
    window.history.replaceState(arrived, '', window.location.hash || first);
    const current = signal(window.location.hash);
    this.current = current;
    this.#look = () => {
      // A link was followed: nobody has written down yet where from.
      if (window.history.state === null) this.#remember(current.value);
      current.value = window.location.hash;
    };
    window.addEventListener('hashchange', this.#look);
  }

  go(hash: string): void {
    if (hash === this.#window.location.hash) return;
    const from: Remembered = { from: this.#window.location.hash };
    this.#window.history.pushState(from, '', hash);
    this.#look();
  }

  /** Going back does not lead to where the reader is now. */
  replace(hash: string): void {
    this.#window.history.replaceState(this.#window.history.state, '', hash);
    this.#look();
  }

  /** To a place further up. If the reader came from there it is one step back, else it takes this one's place. */
  up(hash: string): void {
    const { state } = this.#window.history;
    if (isRemembered(state) && state.from === hash) this.#window.history.back();
    else this.replace(hash);
  }

  #remember(from: string): void {
    this.#window.history.replaceState({ from } satisfies Remembered, '');
  }
}

function isRemembered(state: unknown): state is Remembered {
  return typeof state === 'object' && state !== null && 'from' in state;
}
