import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

/** Nearer to the end than this counts as being there: fractions of pixels and a careless finger. */
const AT_END_PX_MAX = 32;

interface Anchor {
  readonly element: Element;
  readonly topPx: number;
}

/**
 * Keeps the reader's place in a box whose lines come and go at both ends. Someone at the end stays at the
 * end; anyone else keeps the line they look at exactly where it is.
 */
export class ScrollKeeper {
  readonly #isAtEnd: Signal<boolean> = signal(true);
  #box: HTMLElement | null = null;
  /** Apart from the signal, which must not change in the middle of drawing. */
  #keepsEnd = true;
  #lastTopPx = 0;
  #anchor: Anchor | null = null;

  get isAtEnd(): ReadonlySignal<boolean> {
    return this.#isAtEnd;
  }

  /** Less than one box of lines is left above. */
  get isNearStart(): boolean {
    return this.#box !== null && this.#box.scrollTop < this.#box.clientHeight;
  }

  /** Begins to keep the place in `box`. Returns the way to stop. */
  attach(box: HTMLElement): () => void {
    this.#box = box;
    const sizes = new ResizeObserver(() => this.restore());
    sizes.observe(box);
    return () => {
      sizes.disconnect();
      this.#box = null;
    };
  }

  /** Call when the reader has scrolled. */
  scrolled(): void {
    this.remember();
    this.#isAtEnd.value = this.#keepsEnd;
  }

  /** Call before lines change. */
  remember(): void {
    if (!this.#box) return;
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    // A box that became smaller is not at its end either, but nobody has scrolled.
    if (scrollTop !== this.#lastTopPx) {
      this.#keepsEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX_MAX;
      this.#lastTopPx = scrollTop;
    }
    this.#anchor = this.#keepsEnd ? null : this.#firstVisibleLine(this.#box);
  }

  /** Call after lines changed. */
  restore(): void {
    if (this.#keepsEnd) this.toEnd();
    else if (this.#box && this.#anchor?.element.isConnected) {
      const movedPx = topIn(this.#box, this.#anchor.element) - this.#anchor.topPx;
      if (movedPx !== 0) this.#scrollTo(this.#box, this.#box.scrollTop + movedPx);
    }
  }

  toEnd(): void {
    this.#keepsEnd = true;
    this.#isAtEnd.value = true;
    this.#anchor = null;
    if (this.#box) this.#scrollTo(this.#box, this.#box.scrollHeight);
  }

  #scrollTo(box: HTMLElement, topPx: number): void {
    box.scrollTop = topPx;
    this.#lastTopPx = box.scrollTop;
  }

  /**
   * Found by halving: the lines stand one below the other. Never the very first one, which loses its author
   * when an older message of the same author comes before it.
   */
  #firstVisibleLine(box: HTMLElement): Anchor | null {
    const lines = box.querySelectorAll('[data-message]');
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = lines[middle];
      if (line && topIn(box, line) + line.clientHeight <= 0) low = middle + 1;
      else high = middle;
    }
    const element = lines[Math.max(low, 1)] ?? lines[0];
    return element ? { element, topPx: topIn(box, element) } : null;
  }
}

function topIn(box: Element, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top;
}
