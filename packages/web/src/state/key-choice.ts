import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Settings } from '../platform/settings.ts';

const SETTING = 'sign-keys';

/**
 * Whether a sign alone, as `?`, may be a shortcut. Those who speak to their computer, or whose hands shake,
 * type signs they did not mean, and can switch that off.
 */
export class KeyChoice {
  readonly #settings: Settings;
  readonly #areSignsOn: Signal<boolean>;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#areSignsOn = signal(settings.read(SETTING) !== 'off');
  }

  get areSignsOn(): ReadonlySignal<boolean> {
    return this.#areSignsOn;
  }

  switchSigns(wanted: 'on' | 'off'): void {
    this.#settings.write(SETTING, wanted);
    this.#areSignsOn.value = wanted === 'on';
  }
}
