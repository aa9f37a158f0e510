import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether the device has a network at all. That a server can be reached by it is not said. */
export function browserOnline(window: Window): ReadonlySignal<boolean> {
  const isOnline = signal(window.navigator.onLine);
  const look = () => {
    isOnline.value = window.navigator.onLine;
  };
  window.addEventListener('online', look);
  window.addEventListener('offline', look);
  return isOnline;
}
