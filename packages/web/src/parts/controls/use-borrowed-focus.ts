import type { RefObject } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { AskedFrom } from './later.tsx';

/**
 * Gives the focus to what `selector` finds in an element when it appears, and back to where it was when it
 * goes. Somebody who has gone on to another place meanwhile keeps the focus there.
 */
export function useBorrowedFocus<Shown extends HTMLElement>(selector: string): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  const askedFrom = useContext(AskedFrom);
  useLayoutEffect(() => {
    const lender = document.activeElement;
    const element = shown.current;
    // Its script may have been on its way for long, and somebody begun to write.
    if (askedFrom === null || lender === askedFrom || lender === document.body) {
      element?.querySelector<HTMLElement>(selector)?.focus();
    }
    return () => {
      const isStillHere = element?.parentElement?.contains(document.activeElement);
      if (isStillHere && lender instanceof HTMLElement) lender.focus();
    };
  }, [selector]);
  return shown;
}
