import type { Emoji } from '../../platform/emoji-data.ts';
import { emojiMatching } from './emoji-search.ts';

/** The groups of the data that are shown, by its numbers. Number 2 holds pieces that emoji are made of. */
export const EMOJI_GROUPS = {
  faces: 0,
  people: 1,
  nature: 3,
  food: 4,
  travel: 5,
  activities: 6,
  objects: 7,
  symbols: 8,
  flags: 9,
} as const;
export type EmojiGroup = keyof typeof EMOJI_GROUPS | 'recent';

/** Found by one search. Who looks for another one types on. */
const FOUND_MAX = 64;

/** What the picker offers: what was searched for, else a group. */
export function emojiOffered(
  table: readonly Emoji[],
  query: string,
  group: EmojiGroup,
  recent: readonly string[],
): readonly Emoji[] {
  if (query.trim() !== '') return emojiMatching(table, query, FOUND_MAX);
  if (group !== 'recent') return table.filter((emoji) => emoji.group === EMOJI_GROUPS[group]);
  const known = new Map(table.map((emoji) => [emoji.emoji, emoji]));
  return recent.flatMap((each) => known.get(each) ?? []);
}

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

/** The place in the grid after an arrow. Before the first is the field, at -1; the last is the end. */
export function placeAfter(place: number, arrow: Arrow, count: number, columns: number): number {
  const steps = { ArrowUp: -columns, ArrowDown: columns, ArrowLeft: -1, ArrowRight: 1 }[arrow];
  if (place < 0) return arrow === 'ArrowDown' && count > 0 ? 0 : place;
  return Math.max(-1, Math.min(count - 1, place + steps));
}
