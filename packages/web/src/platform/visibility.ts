import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether anybody can see this tab. */
export function tabVisibility(document: Document): ReadonlySignal<boolean> {
  const isVisible = signal(document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', () => {
    isVisible.value = document.visibilityState === 'visible';
  });
  return isVisible;
}
