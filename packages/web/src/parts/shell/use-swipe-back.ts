import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { EdgeSwipe } from '../../platform/edge-swipe.ts';
import { usePage } from '../../state/context.ts';

/** On a phone a finger from the left edge goes back: from the panel to the conversation, from there to the list. */
export function useSwipeBack(house: RefObject<HTMLElement | null>): void {
  const { address, isNarrow } = usePage();
  useEffect(() => {
    const area = house.current;
    if (!area) return;
    const swipe = new EdgeSwipe(area, {
      top: () => {
        if (window.matchMedia('(min-width: 48rem)').matches || address.route.value.at === 'rooms')
          return null;
        return area.querySelector<HTMLElement>('.panel') ?? area.querySelector<HTMLElement>('.place');
      },
      onReveal: (isRevealed) => area.toggleAttribute('data-swiping', isRevealed),
      onBack: () => address.up(),
      isMoving: () => !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
    return () => swipe[Symbol.dispose]();
  }, [address, house, isNarrow]);
}
