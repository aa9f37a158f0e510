import { signal } from '@preact/signals';
import type { Settings } from '../../platform/settings.ts';

export type AlertWay = 'sound' | 'notifications';

/** How this person wants to be called on this device: not at all, until they say so. */
export class AlertChoices {
  readonly #settings: Settings;
  readonly #changes = signal(0);

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Looked up each time: another tab may have chosen. */
  isOn(way: AlertWay): boolean {
    this.#changes.value;
    return this.#settings.read(way) === 'on';
  }

  choose(way: AlertWay, wanted: 'on' | 'off'): void {
    this.#settings.write(way, wanted);
    this.#changes.value++;
  }
}
