import { effect, type ReadonlySignal } from '@preact/signals';
import type { Clock } from '@teahouse/client/platform';

/** A tab that nobody has looked at for so long may change to a newer version by itself. */
export const HIDDEN_MS_MIN = 600_000;

export interface QuietReloadOptions {
  readonly clock: Clock;
  readonly isReady: ReadonlySignal<boolean>;
  readonly isTabVisible: ReadonlySignal<boolean>;
  /** Whether somebody has begun to write, and would find it gone. */
  isAnythingWritten(): boolean;
  reload(): void;
}

/** Reloads once a newer version is there and nobody would notice. Returns the way to stop that. */
export function reloadQuietly(options: QuietReloadOptions): () => void {
  const { clock, isReady, isTabVisible, isAnythingWritten, reload } = options;
  return effect(() => {
    if (!isReady.value || isTabVisible.value) return undefined;
    let timer: Disposable;
    const wait = () => {
      timer = clock.setTimer(HIDDEN_MS_MIN, () => (isAnythingWritten() ? wait() : reload()));
    };
    wait();
    return () => timer[Symbol.dispose]();
  });
}
