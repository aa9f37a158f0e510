import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Settings } from '../platform/settings.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const SETTING = 'theme';

/** Whether the page is light or dark, as long as it is open and the next time. */
export class ThemeChoice {
  readonly #settings: Settings;
  readonly #current: Signal<Theme>;

  constructor(settings: Settings) {
    this.#settings = settings;
    const chosen = settings.read(SETTING);
    this.#current = signal(THEMES.find((theme) => theme === chosen) ?? 'system');
  }

  get current(): ReadonlySignal<Theme> {
    return this.#current;
  }

  choose(theme: Theme): void {
    this.#settings.write(SETTING, theme);
    this.#current.value = theme;
  }
}
