import type { ReadonlySignal } from '@preact/signals';
import type { Clock } from '@teahouse/client/platform';
import { PageUpdates } from '../platform/page-updates.ts';
import { isAnythingWritten } from '../platform/written-text.ts';
import { reloadQuietly } from './quiet-reload.ts';

interface KeepUpOptions {
  readonly clock: Clock;
  readonly isTabVisible: ReadonlySignal<boolean>;
}

/** Keeps the page for opening it without a network, and keeps up with its newer versions. */
export function keepUp({ clock, isTabVisible }: KeepUpOptions): PageUpdates {
  const updates = new PageUpdates();
  void updates.start();
  reloadQuietly({
    clock,
    isReady: updates.isReady,
    isTabVisible,
    isAnythingWritten: () => isAnythingWritten(document),
    reload: () => updates.reload(),
  });
  return updates;
}
