import type { Page } from 'playwright-core';

/** Notes how long each frame took, and how long keys waited until what they did was painted. */
export const WATCH_FRAMES = `
  window.frames_ms = [];
  window.inputs_ms = [];
  let last;
  requestAnimationFrame(function next(now) {
    if (last !== undefined) window.frames_ms.push(now - last);
    last = now;
    requestAnimationFrame(next);
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.inputs_ms.push(duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
`;

export interface Frames {
  readonly framesMs: readonly number[];
  readonly inputsMs: readonly number[];
}

/** What was noted while `work` went on. The page was opened with `WATCH_FRAMES`. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate('window.frames_ms = []; window.inputs_ms = []; 0');
  await work();
  return await page.evaluate<Frames>('({ framesMs: window.frames_ms, inputsMs: window.inputs_ms })');
}
