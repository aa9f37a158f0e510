import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether the window is as a media query says, as long as the page is open. */
export function mediaMatches(window: Window, query: string): ReadonlySignal<boolean> {
  const media = window.matchMedia(query);
  const matches = signal(media.matches);
  media.addEventListener('change', () => {
    matches.value = media.matches;
  });
  return matches;
}
