import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { firstInView, lastInView, lineAt, seqOf, seqsBetween, topIn } from './lines-in-box.ts';

/** Nearer to the end than this counts as being there: fractions of pixels and a careless finger. */
const AT_END_PX_MAX = 32;
/** With fewer boxes of lines left than this, it is time for further ones. */
const NEAR_BOXES = 2;
/** Lines farther away than so many boxes may go. More than what is near, or they would come and go for ever. */
const FAR_BOXES = 4;
/** A line with a message and nothing else. Where lines are lower, further ones fill the box in the next frame. */
const LINE_PX = 40;

/** Where a reader is: a message, and how far below the upper edge it begins. */
export interface Place {
  readonly seq: number;
  readonly topPx: number;
}

interface Anchor {
  readonly line: HTMLElement;
  readonly topPx: number;
}

/**
 * Keeps the reader's place in a box whose lines come and go at both ends, and change their sizes late.
 * Someone at the newest stays at the newest; anyone else keeps the line they look at exactly where it is.
 */
export class ScrollKeeper {
  readonly #isAtEnd: Signal<boolean>;
  #box: HTMLElement | null = null;
  /** Apart from the signal, which must not change in the middle of drawing. */
  #keepsEnd: boolean;
  /** Whether the last line in the box is the newest of all. */
  #endsWithNewest = true;
  #lastTopPx = 0;
  #anchor: Anchor | null = null;

  constructor({ isAtEnd }: { readonly isAtEnd: boolean }) {
    this.#isAtEnd = signal(isAtEnd);
    this.#keepsEnd = isAtEnd;
  }

  /** At the end of the box, and the newest of all is there. */
  get isAtEnd(): ReadonlySignal<boolean> {
    return this.#isAtEnd;
  }

  /** Whether the newest is kept in view, as of the last look: it is known before it is told in `isAtEnd`. */
  get keepsEnd(): boolean {
    return this.#keepsEnd;
  }

  /** Someone at the newest comes near to what was before when they leave it, or if it would fill their box. */
  get isNearStart(): boolean {
    const box = this.#shownBox;
    return box !== null && box.scrollTop <= (this.#keepsEnd ? 0 : NEAR_BOXES * box.clientHeight);
  }

  get isNearEnd(): boolean {
    const box = this.#shownBox;
    return box !== null && toEndPx(box) < NEAR_BOXES * box.clientHeight;
  }

  /** Lines that fill the box, more or less; null while there is none. */
  get linesToFill(): number | null {
    return this.#shownBox && Math.ceil(this.#shownBox.clientHeight / LINE_PX);
  }

  /** Messages that are not far away; null if none is, or none may go because something is selected. */
  get reach(): { readonly from: number; readonly to: number } | null {
    const box = this.#shownBox;
    if (!box || document.getSelection()?.isCollapsed === false) return null;
    return seqsBetween(box, -FAR_BOXES * box.clientHeight, (FAR_BOXES + 1) * box.clientHeight);
  }

  /** Null for someone at the newest. */
  get place(): Place | null {
    return this.#anchor && { seq: seqOf(this.#anchor.line), topPx: this.#anchor.topPx };
  }

  /** The last message that is on the screen to its end; null if there is none. */
  get lastSeenSeq(): number | null {
    const line = this.#shownBox && lastInView(this.#shownBox);
    return line ? seqOf(line) : null;
  }

  /** Begins to keep the place in `box`. Returns the way to stop. */
  attach(box: HTMLElement): () => void {
    this.#box = box;
    const sizes = new ResizeObserver(() => this.#keep());
    for (const element of [box, ...box.children]) sizes.observe(element);
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
    const box = this.#shownBox;
    if (!box) return;
    // A box that became smaller is not at its end either, but nobody has scrolled. The anchor stays what it
    // was then, too: measured anew each time, it would drift by fractions of a pixel.
    if (box.scrollTop === this.#lastTopPx && (this.#keepsEnd || this.#anchor?.line.isConnected)) return;
    if (box.scrollTop !== this.#lastTopPx) {
      this.#keepsEnd = this.#endsWithNewest && toEndPx(box) < AT_END_PX_MAX;
    }
    this.#lastTopPx = box.scrollTop;
    this.#drop(box);
  }

  /** Call after lines changed. */
  restore({ endsWithNewest }: { readonly endsWithNewest: boolean }): void {
    const isJoined = endsWithNewest && !this.#endsWithNewest;
    this.#endsWithNewest = endsWithNewest;
    this.#keepsEnd &&= endsWithNewest;
    this.#keep();
    if (isJoined || this.#isAtEnd.peek() !== this.#keepsEnd) this.#settle();
  }

  toEnd(): void {
    this.#keepsEnd = true;
    this.#keep();
    this.#settle();
  }

  /** Puts a message so far below the upper edge, or as near as there are lines. */
  goTo({ seq, topPx }: Place): void {
    const line = this.#shownBox && lineAt(this.#shownBox, seq);
    if (line) this.#show(line, topPx);
    else this.#settle();
  }

  /** Puts a message in the middle, its beginning at any rate. Returns its line, or null if it is not here. */
  goToMiddle(seq: number): HTMLElement | null {
    const line = this.#shownBox && lineAt(this.#shownBox, seq);
    if (!this.#shownBox || !line) return null;
    this.#show(line, Math.max(0, (this.#shownBox.clientHeight - line.clientHeight) / 2));
    return seqOf(line) === seq ? line : null;
  }

  /** On a phone the box may be out of sight behind something else. Then it has no place to be kept. */
  get #shownBox(): HTMLElement | null {
    return this.#box && this.#box.clientHeight > 0 ? this.#box : null;
  }

  #keep(): void {
    const box = this.#shownBox;
    if (!box) return;
    if (this.#keepsEnd) this.#scrollTo(box, box.scrollHeight);
    else if (this.#anchor?.line.isConnected) {
      const movedPx = topIn(box, this.#anchor.line) - this.#anchor.topPx;
      if (movedPx !== 0) this.#scrollTo(box, box.scrollTop + movedPx);
    }
  }

  #show(line: HTMLElement, topPx: number): void {
    if (!this.#box) return;
    this.#scrollTo(this.#box, this.#box.scrollTop + topIn(this.#box, line) - topPx);
    this.#keepsEnd = false;
    this.#settle();
  }

  /** Looks anew whether this is the end. */
  #settle(): void {
    const box = this.#shownBox;
    if (!box) return;
    this.#keepsEnd = this.#endsWithNewest && toEndPx(box) < AT_END_PX_MAX;
    this.#isAtEnd.value = this.#keepsEnd;
    this.#drop(box);
  }

  #drop(box: HTMLElement): void {
    const line = this.#keepsEnd ? null : firstInView(box);
    this.#anchor = line && { line, topPx: topIn(box, line) };
  }

  #scrollTo(box: HTMLElement, topPx: number): void {
    box.scrollTop = topPx;
    this.#lastTopPx = box.scrollTop;
  }
}

function toEndPx({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight;
}
