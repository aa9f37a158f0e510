/** The items of a list while one of them is dragged: moved by style only, until the list itself changes. */
export class ShiftedItems {
  readonly from: number;
  readonly #items: readonly HTMLElement[];
  readonly #dragged: HTMLElement;
  #to: number;

  constructor(list: HTMLElement, dragged: HTMLElement) {
    this.#items = [...list.children].filter((child) => child instanceof HTMLElement);
    this.#dragged = dragged;
    this.from = this.#items.indexOf(dragged);
    this.#to = this.from;
    dragged.dataset.lifted = '';
  }

  /** Where the dragged item would come to stand now. */
  get to(): number {
    return this.#to;
  }

  /** The dragged item stands this far from its place, and the others make room for it. */
  follow(movedPx: number): void {
    const heightPx = this.#dragged.offsetHeight;
    const centrePx = centreOf(this.#dragged) + movedPx;
    this.#to = this.from;
    for (const [index, item] of this.#items.entries()) {
      const isPassedDown = index > this.from && centrePx > centreOf(item);
      const isPassedUp = index < this.from && centrePx < centreOf(item);
      this.#to += Number(isPassedDown) - Number(isPassedUp);
      move(item, (Number(isPassedUp) - Number(isPassedDown)) * heightPx);
    }
    move(this.#dragged, movedPx);
  }

  putBack(): void {
    for (const item of this.#items) move(item, 0);
    delete this.#dragged.dataset.lifted;
  }
}

/** Without regard to how it is moved by style. */
function centreOf(item: HTMLElement): number {
  return item.offsetTop + item.offsetHeight / 2;
}

function move(item: HTMLElement, byPx: number): void {
  item.style.transform = byPx === 0 ? '' : `translateY(${byPx}px)`;
}
