/**
 * Keeps the page as high as what can be seen of it, so that a keyboard on the screen covers nothing. Browsers
 * that make the page itself smaller for it need no help; others only tell how much is left.
 */
export function fitVisibleHeight({ visualViewport, document }: Window): void {
  if (!visualViewport) return;
  const fit = () => {
    // Someone who has zoomed in sees a part of the page, which has not become smaller.
    const isZoomed = visualViewport.scale > 1.01;
    const { style } = document.documentElement;
    if (isZoomed) style.removeProperty('--visible-height');
    else style.setProperty('--visible-height', `${visualViewport.height}px`);
    if (!isZoomed) document.scrollingElement?.scrollTo(0, 0);
  };
  visualViewport.addEventListener('resize', fit);
}
