import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** The field is as high as what is written in it, as far as the style sheet lets it. */
export function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [field, text]);
}
