import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Gives the focus to what `selector` finds in an element when it appears, and back to where it was when it
 * goes. Somebody who has gone on to another place meanwhile keeps the focus there.
 */
export function useBorrowedFocus<Shown extends HTMLElement>(selector: string): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  useLayoutEffect(() => {
    const lender = document.activeElement;
    const element = shown.current;
    element?.querySelector<HTMLElement>(selector)?.focus();
    return () => {
      const isStillHere = element?.parentElement?.contains(document.activeElement);
      if (isStillHere && lender instanceof HTMLElement) lender.focus();
    };
  }, [selector]);
  return shown;
}
