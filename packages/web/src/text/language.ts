import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Settings } from '../platform/settings.ts';
import { chooseLanguage, type Language, TEXTS, type Texts } from './texts.ts';

const SETTING = 'language';

/** The language of this reader, as long as the page is open and the next time. */
export class LanguageChoice {
  readonly #settings: Settings;
  readonly #current: Signal<Language>;
  /** What to say, in the language of now. */
  readonly texts: ReadonlySignal<Texts>;

  constructor(settings: Settings, preferred: readonly string[]) {
    this.#settings = settings;
    this.#current = signal(chooseLanguage(settings.read(SETTING), preferred));
    this.texts = computed(() => TEXTS[this.#current.value]);
  }

  get current(): Language {
    return this.#current.value;
  }

  choose(language: Language): void {
    this.#settings.write(SETTING, language);
    this.#current.value = language;
  }
}
