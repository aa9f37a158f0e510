import type { Point } from './list-gestures.ts';

/** Between a popover and the edge of the window. */
const MARGIN_PX = 8;

/** Shows a popover with a corner at a point, as far as it then stays inside the window. */
export function placePopover(popover: HTMLElement, { x, y }: Point): void {
  popover.showPopover();
  const { width, height } = popover.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  popover.style.left = `${Math.max(MARGIN_PX, Math.min(x, clientWidth - width - MARGIN_PX))}px`;
  popover.style.top = `${Math.max(MARGIN_PX, Math.min(y, clientHeight - height - MARGIN_PX))}px`;
}
