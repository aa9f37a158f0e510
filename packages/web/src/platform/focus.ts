import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether this window is the one that keys go to. */
export function windowFocus(): ReadonlySignal<boolean> {
  const isFocused = signal(document.hasFocus());
  for (const type of ['focus', 'blur']) {
    window.addEventListener(type, () => {
      isFocused.value = document.hasFocus();
    });
  }
  return isFocused;
}
