import { chinese } from './chinese.ts';
import { english } from './english.ts';

/** Everything the page says. A key that is missing in a language, or is too many there, is a type error. */
export type Texts = typeof english;

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

export const TEXTS: Record<Language, Texts> = { en: english, zh: chinese };

/** The language to begin with: what was chosen here before, else the first one the reader knows. */
export function chooseLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const known = [chosen ?? '', ...preferred].map(languageOf).find((language) => language !== null);
  return known ?? 'en';
}

function languageOf(tag: string): Language | null {
  const primary = tag.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
