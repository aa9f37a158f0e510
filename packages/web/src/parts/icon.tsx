import type { VNode } from 'preact';

/** Drawn on a field of 24, with strokes of the colour of the text around. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 8v4.5l3 2',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M12 5v14M6 13l6 6 6-6',
  file: 'M13 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V9zM13 3.5V9h5.5',
  leave: 'M14 4.5H6.5A1 1 0 0 0 5.5 5.5v13a1 1 0 0 0 1 1H14M11 12h9.5M17 8.5l3.5 3.5-3.5 3.5',
  lock: 'M7 10.5h10a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-7.5a1 1 0 0 1 1-1M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 19.5c.6-3.2 3-5 6.5-5s5.9 1.8 6.5 5M15.5 4.800a3.5 3.5 0 0 1 0 6.400M18 14.800c2 .7 3.2 2.3 3.5 4.7',
  plus: 'M12 5v14M5 12h14',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 3.5v4h-4',
  send: 'M12 19V5.5M5.5 12L12 5.5l6.5 6.5',
  warning: 'M12 4.5L2.8 20h18.4zM12 10.5v4M12 17.2v.1',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it stands for is said in words beside it. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
