import { type ReadonlySignal, signal } from '@preact/signals';

/**
 * How often files were dropped anywhere on the page. A browser would leave the page and open them, and what
 * was being written would be gone from sight.
 */
export function fileDrops(window: Window): ReadonlySignal<number> {
  const drops = signal(0);
  const isOfFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  window.addEventListener('dragover', (event) => {
    if (isOfFiles(event)) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    if (!isOfFiles(event)) return;
    event.preventDefault();
    drops.value++;
  });
  return drops;
}
