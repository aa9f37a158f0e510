/** Where in a name a query is found as pinyin: full, initials, or mixed; every reading of a character counts. */
export async function fetchPinyin(): Promise<(name: string, query: string) => number | null> {
  const { match } = await import('pinyin-pro');
  return (name, query) => match(name, query, { precision: 'start', continuous: true })?.[0] ?? null;
}
