import { isInputMethods } from './keys.ts';
import { ShiftedItems } from './shifted-items.ts';

/** A finger that rests this long lifts what is under it. */
const LONG_PRESS_MS = 400;
/** A pointer that has moved less is still where it was pressed. */
const STILL_PX_MAX = 8;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface ListGestureHandlers {
  /** An item was dragged to another place. */
  readonly onMove: (from: number, to: number) => void;
  /** An item's menu is asked for: by a right click, by a key, or by a finger that rested there and went. */
  readonly onMenu: (index: number, at: Point) => void;
}

type Gesture =
  | { readonly state: 'none' }
  | { readonly state: 'pressed'; readonly item: HTMLElement; readonly start: Point; readonly hold?: Timer }
  | { readonly state: 'lifted'; readonly items: ShiftedItems; readonly start: Point; hasMoved: boolean };

type Timer = ReturnType<typeof setTimeout>;

/** Lets the items of a list be dragged: with a mouse at once, with a finger after a long press, which else scrolls. */
export class ListGestures implements Disposable {
  readonly #list: HTMLElement;
  readonly #handlers: ListGestureHandlers;
  readonly #end = new AbortController();
  #gesture: Gesture = { state: 'none' };
  /** The press that ends a drag is none on what lies below. */
  #wasLifted = false;

  constructor(list: HTMLElement, handlers: ListGestureHandlers) {
    this.#list = list;
    this.#handlers = handlers;
    const { signal } = this.#end;
    list.addEventListener('pointerdown', (event) => this.#pressed(event), { signal });
    window.addEventListener('pointermove', (event) => this.#moved(event), { signal });
    window.addEventListener('pointerup', (event) => this.#released(event), { signal });
    window.addEventListener('pointercancel', () => this.#cancel(), { signal });
    window.addEventListener(
      'keydown',
      (stroke) => stroke.key === 'Escape' && !isInputMethods(stroke) && this.#cancel(),
      { signal },
    );
    list.addEventListener('contextmenu', (event) => this.#asked(event), { signal });
    list.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
    list.addEventListener('click', (event) => this.#clicked(event), { signal, capture: true });
    // Else the focus would go where the finger was, and not where the menu is.
    list.addEventListener('touchend', (event) => this.#wasLifted && event.preventDefault(), { signal });
    // Only so can the browser be kept from scrolling once an item is lifted.
    list.addEventListener('touchmove', (event) => this.#isLifted && event.preventDefault(), {
      signal,
      passive: false,
    });
  }

  [Symbol.dispose](): void {
    this.#cancel();
    this.#end.abort();
  }

  get #isLifted(): boolean {
    return this.#gesture.state === 'lifted';
  }

  #pressed({ target, isPrimary, button, ctrlKey, pointerType, clientX, clientY }: PointerEvent): void {
    this.#cancel();
    this.#wasLifted = false;
    const item = this.#itemOf(target);
    if (!item || !isPrimary || button !== 0 || ctrlKey) return;
    const start = { x: clientX, y: clientY };
    if (pointerType !== 'touch') this.#gesture = { state: 'pressed', item, start };
    else {
      const hold = setTimeout(() => this.#lift(item, start), LONG_PRESS_MS);
      this.#gesture = { state: 'pressed', item, start, hold };
    }
  }

  #moved({ clientX, clientY }: PointerEvent): void {
    const gesture = this.#gesture;
    if (gesture.state === 'none') return;
    const { start } = gesture;
    const isStill = Math.hypot(clientX - start.x, clientY - start.y) < STILL_PX_MAX;
    if (gesture.state === 'pressed' && !isStill) {
      // A finger that goes before it has rested wants to scroll.
      if (gesture.hold === undefined) this.#lift(gesture.item, start);
      else this.#cancel();
    }
    if (this.#gesture.state !== 'lifted') return;
    this.#gesture.hasMoved ||= !isStill;
    this.#gesture.items.follow(clientY - start.y);
  }

  #released({ clientX, clientY }: PointerEvent): void {
    const gesture = this.#gesture;
    this.#cancel();
    if (gesture.state !== 'lifted') return;
    const { from, to } = gesture.items;
    if (!gesture.hasMoved) this.#handlers.onMenu(from, { x: clientX, y: clientY });
    else if (from !== to) this.#handlers.onMove(from, to);
  }

  #lift(item: HTMLElement, start: Point): void {
    this.#gesture = { state: 'lifted', items: new ShiftedItems(this.#list, item), start, hasMoved: false };
    this.#wasLifted = true;
    this.#list.dataset.dragging = '';
  }

  #cancel(): void {
    const gesture = this.#gesture;
    if (gesture.state === 'pressed') clearTimeout(gesture.hold);
    if (gesture.state === 'lifted') gesture.items.putBack();
    delete this.#list.dataset.dragging;
    this.#gesture = { state: 'none' };
  }

  #asked(event: MouseEvent): void {
    const item = this.#itemOf(event.target);
    if (!item) return;
    event.preventDefault();
    // A finger that rests is seen to above.
    if (this.#gesture.state !== 'none') return;
    this.#handlers.onMenu([...this.#list.children].indexOf(item), { x: event.clientX, y: event.clientY });
  }

  #clicked(event: MouseEvent): void {
    const isByKey = event.detail === 0;
    if (!this.#wasLifted || isByKey) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #itemOf(target: EventTarget | null): HTMLElement | null {
    if (!(target instanceof Element)) return null;
    const item = [...this.#list.children].find((child) => child.contains(target));
    return item instanceof HTMLElement ? item : null;
  }
}
