/** A finger that comes down farther in than this means something else. */
const EDGE_PX_MAX = 32;
/** A finger that moved less than this has not said yet where it goes. */
const SLACK_PX = 10;
/** Let go beyond this part of the width, or thrown at least this fast, it goes on by itself. */
const PART_TO_LEAVE = 1 / 3;
const THROWN_PX_PER_MS = 0.5;
const SETTLE_MS = 200;

export interface SwipeBack {
  /** What lies on top and moves with the finger; null where there is nothing to go back to. */
  readonly top: () => HTMLElement | null;
  /** What lies behind it is to be shown, or need not be any more. */
  readonly onReveal: (isRevealed: boolean) => void;
  readonly onBack: () => void;
  /** Nothing moves for those who asked for that: it is gone when the finger lets go. */
  readonly isMoving: () => boolean;
}

interface Touch {
  readonly pointer: number;
  readonly xPx: number;
  readonly yPx: number;
  /** Where it was last, when, and how fast: against the direction is below zero. */
  last: { readonly xPx: number; readonly atMs: number; readonly pxPerMs: number };
  /** Null until the finger has gone sideways. */
  top: HTMLElement | null;
}

/**
 * A finger that moves inwards from the left edge takes what lies on top away with it. Scrolling, marking and
 * pinching stay what they are: a finger that goes up or down first, or has marked something, is let be.
 */
export class EdgeSwipe implements Disposable {
  readonly #area: HTMLElement;
  readonly #back: SwipeBack;
  readonly #listening = new AbortController();
  #touch: Touch | null = null;

  constructor(area: HTMLElement, back: SwipeBack) {
    this.#area = area;
    this.#back = back;
    const { signal } = this.#listening;
    area.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    area.addEventListener('pointermove', (event) => this.#move(event), { signal });
    area.addEventListener('pointerup', (event) => this.#up(event), { signal });
    area.addEventListener('pointercancel', () => this.#settle(), { signal });
  }

  [Symbol.dispose](): void {
    this.#listening.abort();
  }

  #down({ pointerType, isPrimary, pointerId, clientX, clientY, timeStamp }: PointerEvent): void {
    if (pointerType !== 'touch') return;
    // A second finger pinches.
    if (!isPrimary) this.#settle();
    else if (clientX <= EDGE_PX_MAX)
      this.#touch = {
        pointer: pointerId,
        xPx: clientX,
        yPx: clientY,
        last: { xPx: clientX, atMs: timeStamp, pxPerMs: 0 },
        top: null,
      };
  }

  #move(event: PointerEvent): void {
    const touch = this.#touch;
    if (!touch || event.pointerId !== touch.pointer) return;
    const movedPx = event.clientX - touch.xPx;
    const { xPx, atMs } = touch.last;
    const pxPerMs = (event.clientX - xPx) / Math.max(1, event.timeStamp - atMs);
    touch.last = { xPx: event.clientX, atMs: event.timeStamp, pxPerMs };
    if (!touch.top) this.#decide(touch, movedPx, Math.abs(event.clientY - touch.yPx));
    if (touch.top && this.#back.isMoving()) touch.top.style.translate = `${Math.max(0, movedPx)}px`;
  }

  #decide(touch: Touch, acrossPx: number, alongPx: number): void {
    if (Math.max(acrossPx, alongPx) < SLACK_PX) return;
    const isMarking = document.getSelection()?.isCollapsed === false;
    const top = acrossPx > alongPx && !isMarking ? this.#back.top() : null;
    if (!top) {
      this.#touch = null;
      return;
    }
    touch.top = top;
    this.#area.setPointerCapture(touch.pointer);
    this.#back.onReveal(true);
  }

  #up(event: PointerEvent): void {
    const touch = this.#touch;
    if (!touch?.top || event.pointerId !== touch.pointer) return this.#settle();
    const { pxPerMs } = touch.last;
    const isFar = event.clientX - touch.xPx > touch.top.clientWidth * PART_TO_LEAVE;
    if (pxPerMs > THROWN_PX_PER_MS || (isFar && pxPerMs > -THROWN_PX_PER_MS)) this.#leave(touch.top);
    else this.#settle();
  }

  #leave(top: HTMLElement): void {
    this.#touch = null;
    this.#glide(top, '100%', () => this.#back.onBack());
  }

  /** Everything goes back to where it was. */
  #settle(): void {
    const top = this.#touch?.top;
    this.#touch = null;
    if (top) this.#glide(top, '0', () => {});
  }

  #glide(top: HTMLElement, to: string, then: () => void): void {
    const finish = () => {
      top.style.translate = '';
      this.#back.onReveal(false);
      then();
    };
    if (!this.#back.isMoving()) return finish();
    top.animate(
      { translate: [top.style.translate, to] },
      { duration: SETTLE_MS, easing: 'ease-out' },
    ).onfinish = finish;
  }
}
