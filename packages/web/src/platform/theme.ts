/** Makes the whole page light, dark, or as the system is; and what a phone draws around it. */
export function showTheme(document: Document, theme: 'system' | 'light' | 'dark'): void {
  document.documentElement.dataset.theme = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
    const scheme = meta.dataset.scheme ?? '';
    const isMeant = theme === scheme ? 'all' : 'not all';
    meta.media = theme === 'system' ? `(prefers-color-scheme: ${scheme})` : isMeant;
  }
}
