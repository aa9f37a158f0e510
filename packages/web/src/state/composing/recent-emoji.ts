import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Settings } from '../../platform/settings.ts';

const SETTING = 'recent-emoji';
/** The one used longest ago gives way to the next. */
const RECENT_EMOJI_MAX = 24;
/** Between two in the setting. No emoji contains it. */
const SEPARATOR = ' ';

/** What this reader takes often comes first in the picker. */
export class RecentEmoji {
  readonly #settings: Settings;
  readonly #list: Signal<readonly string[]>;

  constructor(settings: Settings) {
    this.#settings = settings;
    const stored = settings.read(SETTING)?.split(SEPARATOR) ?? [];
    this.#list = signal(stored.filter((emoji) => emoji !== '').slice(0, RECENT_EMOJI_MAX));
  }

  /** The last one used first. */
  get list(): ReadonlySignal<readonly string[]> {
    return this.#list;
  }

  add(emoji: string): void {
    const others = this.#list.value.filter((each) => each !== emoji);
    this.#list.value = [emoji, ...others].slice(0, RECENT_EMOJI_MAX);
    this.#settings.write(SETTING, this.#list.value.join(SEPARATOR));
  }
}
