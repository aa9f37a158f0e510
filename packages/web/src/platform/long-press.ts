/** A finger that rests as long as this means something else than a tap. */
const LONG_PRESS_MS = 450;
/** A finger that moves further scrolls. */
const MOVE_PIXELS_MAX = 10;

type Press = Pick<PointerEvent, 'pointerType' | 'clientX' | 'clientY'>;

/** Handlers for an element that can be held with a finger. A mouse has other ways. */
export function longPress(held: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { clientX: 0, clientY: 0 };
  let isHeld = false;
  const end = () => clearTimeout(timer);
  return {
    onPointerDown({ pointerType, clientX, clientY }: Press) {
      end();
      isHeld = false;
      if (pointerType !== 'touch') return;
      start = { clientX, clientY };
      timer = setTimeout(() => {
        isHeld = true;
        held();
      }, LONG_PRESS_MS);
    },
    onPointerMove({ clientX, clientY }: Press) {
      if (Math.hypot(clientX - start.clientX, clientY - start.clientY) > MOVE_PIXELS_MAX) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    /** What was held is not tapped as well: the focus stays where holding has put it. */
    onTouchEnd(event: Pick<TouchEvent, 'preventDefault'>) {
      if (isHeld) event.preventDefault();
    },
  };
}
