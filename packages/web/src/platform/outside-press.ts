/** Tells of presses anywhere but in an element, until it is stopped. */
export function onPressOutside(element: Element, listener: () => void): () => void {
  const listen = ({ target }: PointerEvent) => {
    if (!(target instanceof Node && element.contains(target))) listener();
  };
  const { ownerDocument } = element;
  ownerDocument.addEventListener('pointerdown', listen);
  return () => ownerDocument.removeEventListener('pointerdown', listen);
}
