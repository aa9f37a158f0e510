/**
 * Where in a name a query is found as pinyin, as the number of characters before it: `xm` and `xiaom` are
 * found in 小明 at 0, `ming` at 1. Null if nowhere.
 */
export type PinyinPlace = (name: string, query: string) => number | null;

const HAN = /\p{Script=Han}/u;
/** What an input method would take: letters, and ü. */
const PINYIN = /^[a-zü']+$/;

/** Whether pinyin could find a name. */
export function isPinyinOf(name: string, query: string): boolean {
  return HAN.test(name) && PINYIN.test(query.toLowerCase());
}

/**
 * Those that match what was typed, the best first: by the beginning of the name or its pinyin, of a word in
 * it, then by any part. Equal ones stay in their order.
 */
export function matching<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  query: string,
  pinyinPlace: PinyinPlace | null,
): Item[] {
  return items
    .map((item) => ({ item, rank: rankOf(nameOf(item), query, pinyinPlace) }))
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
    .map(({ item }) => item);
}

function rankOf(name: string, query: string, pinyinPlace: PinyinPlace | null): number | null {
  const [text, sought] = [folded(name), folded(query)];
  if (text.startsWith(sought)) return 0;
  const pinyinAt = pinyinPlace && isPinyinOf(name, query) ? pinyinPlace(name, query.toLowerCase()) : null;
  if (pinyinAt === 0) return 1;
  if (text.includes(` ${sought}`)) return 2;
  if (text.includes(sought)) return 3;
  return pinyinAt === null ? null : 4;
}

/** Without what the eye passes over: case, accents, full and half width. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
