import { type ReadonlySignal, signal } from '@preact/signals';

/** The time in whole seconds. It runs while somebody looks at it. */
export function tickingSeconds(): ReadonlySignal<number> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const now = signal(Date.now(), {
    watched() {
      now.value = Date.now();
      timer = setInterval(() => {
        now.value = Date.now();
      }, 1_000);
    },
    unwatched() {
      clearInterval(timer);
    },
  });
  return now;
}
