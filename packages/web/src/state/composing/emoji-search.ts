import type { Emoji } from '../../platform/emoji-data.ts';
import { folded } from '../name-match.ts';

/** The best that match words in either language, by shortcode, name, then any word. */
export function emojiMatching(table: readonly Emoji[], query: string, countMax: number): readonly Emoji[] {
  const sought = folded(query.trim()).replaceAll(' ', '_');
  if (sought === '') return [];
  return table
    .map((emoji) => ({ emoji, rank: rankOf(emoji, sought) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, countMax)
    .map(({ emoji }) => emoji);
}

const NO_MATCH = 6;

function rankOf({ shortcodes, english, chinese, words }: Emoji, sought: string): number {
  if (shortcodes.includes(sought) || chinese === sought) return 0;
  if (shortcodes.some((code) => code.startsWith(sought)) || chinese.startsWith(sought)) return 1;
  const phrase = sought.replaceAll('_', ' ');
  if (words.includes(phrase)) return 2;
  if (english.startsWith(phrase) || words.some((word) => word.startsWith(phrase))) return 3;
  if (shortcodes.some((code) => code.includes(`_${sought}`))) return 4;
  // One letter is in nearly every word.
  const isInside =
    phrase.length > 1 && (chinese.includes(phrase) || words.some((word) => word.includes(phrase)));
  return isInside || chinese.includes(phrase) ? 5 : NO_MATCH;
}

/** The emoji of a shortcode that was typed in full. */
export function emojiNamed(table: readonly Emoji[], shortcode: string): Emoji | undefined {
  return table.find(({ shortcodes }) => shortcodes.includes(shortcode.toLowerCase()));
}
