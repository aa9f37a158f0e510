import type { BrowserContextOptions } from 'playwright-core';

/** One way to look at the page. */
export interface Look {
  readonly language: 'zh' | 'en';
  readonly theme: 'light' | 'dark';
  readonly device: 'desktop' | 'phone';
}

const LANGUAGES = ['zh', 'en'] as const;
const THEMES = ['light', 'dark'] as const;
const DEVICES = ['desktop', 'phone'] as const;

export const LOOKS: readonly Look[] = THEMES.flatMap((theme) =>
  LANGUAGES.flatMap((language) => DEVICES.map((device) => ({ language, theme, device }))),
);

export const SIZES = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const;

export function nameOf({ language, theme, device }: Look): string {
  return `${language}-${theme}-${device}`;
}

export function pictureFile(scene: string, look: Look): string {
  return `${scene}.${nameOf(look)}.png`;
}

/** Which scene a file is a picture of, if it is one. */
export function sceneOf(file: string): string | null {
  const [scene = '', look, type] = file.split('.');
  return type === 'png' && LOOKS.some((each) => nameOf(each) === look) ? scene : null;
}

/** What a browser window has to be for a look. Nothing moves, so that a picture is of one moment. */
export function windowFor({ language, theme, device }: Look): BrowserContextOptions {
  const isPhone = device === 'phone';
  return {
    locale: LOCALES[language],
    colorScheme: theme,
    viewport: SIZES[device],
    hasTouch: isPhone,
    isMobile: isPhone,
    reducedMotion: 'reduce',
    permissions: ['clipboard-write'],
  };
}
